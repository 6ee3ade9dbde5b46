#!/usr/bin/env python
"""Commands of the portal: ``manage.py help`` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("REBOND_DEMO", "1")  # the embedded servers never hold anything but a demonstration
    execute_from_command_line(sys.argv)
