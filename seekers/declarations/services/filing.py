"""Sending: one person, one month, one declaration, whatever is clicked twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker


def file(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    base_version: int,
    confirmed: tuple[str, ...] = (),
    via: str,
    actor: Any,
    now: datetime,
) -> Version:
    """Send ``answers`` for ``month``: a first declaration (``base_version`` 0) or a correction of version ``base_version``.

    The same answers as the current version give the same version again, even after closing.  ``confirmed`` holds the ``key`` of the
    surprises that the person confirmed.  Ending the search ends the registration on ``answers.ends_on``.  After closing, only a member
    of staff may send.

    Refused: ``Conflict`` (something else was sent meanwhile), ``WindowClosed``, ``NotRegistered``, ``Incorrect``, ``ToConfirm``.
    """
    raise NotImplementedError
