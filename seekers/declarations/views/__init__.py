"""The pages of the monthly declaration: the months, the journey, the proof."""
