"""Are the conditions of the solidarity allowance met?  Code du travail, L5423-1, R5423-1 and following; pure.

Five years of paid work in the ten before the end of the contract, one year less for each child raised, three at most; a search
for work; household resources that leave at least one day's amount under the ceiling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from benefits.rules import ass
from benefits.rules.figures import Figures

CLOSE = 3
"""Months from the limit within which somebody counts again."""


class Facts(NamedTuple):
    """What is known; None: not said yet.  Cents; ``resources`` one figure a month, the oldest first."""

    renewal: bool
    lives_as_couple: bool | None
    children_raised: int | None
    worked_months: int | None
    still_searching: bool | None
    stopped_cents: int | None
    stopped_is_replaced: bool | None
    resources: Sequence[int | None]


class Verdict(NamedTuple):
    """``refused`` and ``look`` hold codes (``models.AssReason``); neither: granted.  Cents a month."""

    refused: tuple[str, ...]
    look: tuple[str, ...]
    resources_cents: int
    ceiling_cents: int
    monthly_cents: int


def missing(facts: Facts, figures: Figures) -> list[str]:
    """The names of the facts that are still to be said."""
    wanted = ["lives_as_couple", "still_searching", "stopped_cents"]
    wanted += [] if facts.renewal else ["children_raised", "worked_months"]
    absent = [name for name in wanted if getattr(facts, name) is None]
    if facts.stopped_cents and facts.stopped_is_replaced is None:
        absent.append("stopped_is_replaced")
    if len(facts.resources) < figures.ass_resource_months or None in facts.resources:
        absent.append("resources")
    return absent


def career_needed(children_raised: int, figures: Figures) -> int:
    """Months of paid work asked for."""
    counted = min(children_raised, figures.ass_children_counted)
    return figures.ass_career_months - figures.ass_months_a_child * counted


def verdict(facts: Facts, figures: Figures) -> Verdict:
    """The decision on facts of which none is missing (see ``missing``), under the figures of the day it is taken."""
    total, stopped = sum(cents or 0 for cents in facts.resources), facts.stopped_cents or 0
    kept = max(total - stopped, 0)
    counted = int(ass.resources_counted(kept, min(stopped, total), bool(facts.stopped_is_replaced), figures))
    resources = int(ass.monthly_resources(counted, figures))
    ceiling = int(ass.ceiling(figures.ass_daily, bool(facts.lives_as_couple), figures))
    monthly = int(ass.monthly_amount(figures.ass_month_days, figures.ass_daily, ceiling - resources))
    refused, look = [], []
    if not facts.still_searching:
        refused.append("not_searching")
    if monthly == 0:
        refused.append("resources")
    if not facts.renewal:
        margin = (facts.worked_months or 0) - career_needed(facts.children_raised or 0, figures)
        if abs(margin) <= CLOSE:
            look.append("career_close")
        elif margin < 0:
            refused.append("career")
    if stopped:
        look.append("stopped_income")
    return Verdict(tuple(refused), tuple(look), resources, ceiling, monthly)


def looks_possible(facts: Facts, figures: Figures) -> bool | None:
    """Before anything is claimed: yes, no, or not known yet because of what is missing."""
    if facts.still_searching is False:
        return False
    if missing(facts, figures):
        return None
    needed = career_needed(facts.children_raised or 0, figures)
    enough = facts.worked_months is None or facts.worked_months >= needed
    return enough and not verdict(facts, figures).refused


def claim_until(ends_on: date, figures: Figures) -> date:
    """The last day on which the allowance may be claimed after a right that ended on ``ends_on``."""
    year = ends_on.year + figures.ass_claim_years
    return date(year, ends_on.month, 28) if (ends_on.month, ends_on.day) == (2, 29) else ends_on.replace(year=year)
