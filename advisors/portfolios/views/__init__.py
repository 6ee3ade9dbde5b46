"""The doors of an advisor: their portfolio, their calls, the whole file, the assisted declaration."""
