"""What stands on the page read before signing: the subject of the slot ``registration.review``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seekers.registration.answers import Answers
from seekers.registration.models import Application


@dataclass(frozen=True, slots=True)
class ApplicationReview:
    """``today``: the day where the person lives, on which they would be registered."""

    application: Application
    answers: Answers
    today: date
