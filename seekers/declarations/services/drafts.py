"""Drafts: nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration
from seekers.profiles.models import Seeker


class Saved(NamedTuple):
    declaration: Declaration
    newer_elsewhere: bool
    """Another device or tab saved since this page was shown: only this step's answers were taken, the rest is the other's."""


def save_draft(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    step: str,
    actor: Any,
    now: datetime,
    seen_at: datetime | None = None,
    typed: dict[str, list[str]] | None = None,
) -> Saved:
    """Keep what is typed, right or wrong, complete or not; ``step`` (``steps.FIELDS``) is where the person comes back to.

    ``seen_at`` is the ``draft_saved_at`` that the page showed (None: a first page).  When the row is newer, the last write wins for the
    answers of its step only.  ``typed`` is the page's raw form data when it does not make answers yet (``draft_typed``); None clears
    it.  Refused: ``WindowClosed``, ``NotRegistered``.
    """
    raise NotImplementedError
