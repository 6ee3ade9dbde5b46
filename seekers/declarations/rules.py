"""What a month's answers mean: what is impossible, what is surprising, what they add up to.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.findings import Finding

Problem = Surprise = Finding


@dataclass(frozen=True, slots=True)
class Totals:
    """Cents, minutes and calendar days of the month.  ``non_payable_days`` goes up to 31: the base of 30 is the payer's business."""

    gross_pay_cents: int
    minutes_worked: int
    non_payable_days: int
    in_training: bool
    still_looking: bool
    ends_on: date | None
    end_reason: str


def problems(answers: Answers, month: Month) -> list[Problem]:
    """What must be put right before sending, in the order of the questions."""
    raise NotImplementedError


def surprises(answers: Answers, previous: Answers | None, month: Month) -> list[Surprise]:
    """What is possible but unusual, to be confirmed.  ``previous``: the answers of the month before, if any."""
    raise NotImplementedError


def totals(answers: Answers, month: Month) -> Totals:
    """What the month adds up to."""
    raise NotImplementedError
