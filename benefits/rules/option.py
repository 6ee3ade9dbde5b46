"""Taking a new right in place of one that has days left (droit d'option). Règlement 2024, art. 26 § 3."""

from __future__ import annotations

from typing import NamedTuple

from benefits.rules.affiliation import MINUTES
from benefits.rules.choice import Yes
from benefits.rules.figures import Figures
from portal.money import RATE_SCALE, Whole


class Worth(NamedTuple):
    """What is left of a right, or what one that opens is worth: cents a day, days."""

    daily: Whole
    days: Whole

    @property
    def total(self) -> Whole:
        """Cents, before anything is held back or reduced."""
        return self.daily * self.days


def may_choose(left: Worth, new: Worth, worked_days: Whole, worked_minutes: Whole, figures: Figures) -> Yes:
    """Whether somebody may give up ``left`` for ``new``.

    They have worked since as long as a right ordinarily needs, and what is left is low a day, or the new right is worth
    enough more in all. ``figures`` are those of the end of the contract that opens it.
    """
    law = figures.law
    worked = (worked_days >= law.affiliation_days) | (worked_minutes >= law.affiliation_hours * MINUTES)
    low = left.daily <= law.option_daily
    richer = new.total * RATE_SCALE >= left.total * law.option_rate
    return worked & (new.days > 0) & (low | richer)
