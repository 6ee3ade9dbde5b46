"""The working life that is asked for.  Pure."""

from __future__ import annotations

from datetime import date

MONTHS, SENIOR_MONTHS = 24, 36
"""Reference period before the end of the contract (règlement d’assurance chômage, art. 3)."""
SENIOR_AGE = 53
"""From 53 (55 for a contract ended since April 2025) the period is longer; asking it of both loses nothing, the law sorts
them out."""
MARGIN_MONTHS = 1
"""The contract may have ended some weeks before the registration."""


def asked_since(born: date | None, today: date) -> date:
    """The first day of the first month whose jobs are asked for, for someone who registers on ``today``."""
    senior = born is not None and age(born, today) >= SENIOR_AGE
    back = (SENIOR_MONTHS if senior else MONTHS) + MARGIN_MONTHS
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)


def age(born: date, today: date) -> int:
    """Whole years on ``today``."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
