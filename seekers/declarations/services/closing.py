"""Closing: when a window has ended, the registrations of those who declared nothing end too."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def close_windows(*, now: datetime, actor: Any = None) -> int:
    """Close every window that has ended somewhere; the number of registrations ended by this call.

    Zone by zone, in slices of one transaction each; what a killed run left is taken up by the next, nothing is done twice.  A held
    window waits.  The end of the registration is administrative, not a sanction (R5411-17), and dates from the last day of the month.
    """
    raise NotImplementedError
