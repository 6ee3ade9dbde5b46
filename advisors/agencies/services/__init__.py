"""The verbs of this room, by noun: ``offices``, ``territories`` and ``attachments``."""

from __future__ import annotations

from advisors.agencies.services.attachments import attach, attach_by_hand, attach_waiting
from advisors.agencies.services.offices import AgencyKnown, NotStaff, open_agency, post_to
from advisors.agencies.services.territories import redraw, serve

__all__ = [
    "AgencyKnown",
    "NotStaff",
    "attach",
    "attach_by_hand",
    "attach_waiting",
    "open_agency",
    "post_to",
    "redraw",
    "serve",
]
