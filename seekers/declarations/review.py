"""What stands on the page read before sending: the subject of the slot ``declarations.review``."""

from __future__ import annotations

from dataclasses import dataclass

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.rules import Totals
from seekers.profiles.models import Seeker


@dataclass(frozen=True, slots=True)
class Review:
    seeker: Seeker
    month: Month
    answers: Answers
    totals: Totals
