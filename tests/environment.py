"""Says that this is a test before any setting is read (pytest loads it by name, ahead of Django)."""

import os

os.environ.setdefault("REBOND_TEST", "1")
os.environ.setdefault("REBOND_DEMO", "1")
