"""The rows of the end of rights."""
