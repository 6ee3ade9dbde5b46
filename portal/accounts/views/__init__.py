"""Doors: signing in and out, passwords, the second factor, sessions."""
