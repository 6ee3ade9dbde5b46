"""What was answered, what is owed, what can be carried over."""

from __future__ import annotations

from datetime import datetime

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration, Version
from seekers.profiles.models import Seeker


def answers_of(version: Version) -> Answers:
    """What was sent, rebuilt from its rows: its digest is the one kept on the version."""
    raise NotImplementedError


def draft_of(declaration: Declaration) -> Answers | None:
    """What is typed and not sent, or None."""
    raise NotImplementedError


def owed(seeker: Seeker, now: datetime) -> list[Month]:
    """The months that ``seeker`` can and must declare now, oldest first: window open, registered, nothing sent yet."""
    raise NotImplementedError


def carry_over(seeker: Seeker, month: Month) -> Answers:
    """An empty form for ``month``: the employers of the month before whose contract goes on, in the person's order, with no hours and
    no pay.  No answer is preset."""
    raise NotImplementedError


def previous_answers(seeker: Seeker, month: Month) -> Answers | None:
    """What was sent for the month before, for ``rules.surprises``."""
    raise NotImplementedError
