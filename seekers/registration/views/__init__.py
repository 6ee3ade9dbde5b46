"""The doors of this room, for the person themselves."""
