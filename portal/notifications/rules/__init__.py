"""Pure rules: the letters an SMS may hold, the numbers that may be texted, the hours of silence."""
