"""What is held back from each day of allowance: pension, CSG, CRDS. Fiche Unédic « retenues sociales ».

Each is counted on one day, to the cent, then multiplied by the days paid.
"""

from __future__ import annotations

from typing import NamedTuple

from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import RATE_SCALE, Whole, nearest, share


class DailyDeductions(NamedTuple):
    """Cents a day."""

    crc: Whole
    csg: Whole
    crds: Whole
    net: Whole


def pension(daily: Whole, sjr: Whole, rate: Whole, minimum: Whole) -> Whole:
    """The complementary pension contribution (CRC), 3 % of the daily wage, within what exceeds the minimum."""
    return smaller(share(sjr, rate), larger(daily - minimum, 0))


def contribution(base: Whole, rate: Whole, figures: Figures) -> Whole:
    """CSG or CRDS at ``rate`` on 98.25 % of ``base``, rounded once, to the cent."""
    return nearest(base * figures.csg_base_rate * rate, RATE_SCALE * RATE_SCALE)


def crds_rate(csg_rate: Whole, figures: Figures) -> Whole:
    """The rate of CRDS: none for whom no CSG is due."""
    return either(csg_rate > 0, figures.crds_rate, 0)


def within_threshold(due: Whole, room: Whole, figures: Figures) -> Whole:
    """What can be taken of ``due`` when ``room`` cents remain above the threshold.

    Limited to the room (the figures' default), or all or nothing: see docs/rules/conflicts.md.
    """
    return smaller(due, room) if figures.csg_limited else either(due <= room, due, 0)


def daily_deductions(
    daily: Whole,
    sjr: Whole,
    figures: Figures,
    *,
    pension_rate: Whole,
    csg_rate: Whole,
    crds_rate: Whole,
    minimum: Whole,
    threshold: Whole,
) -> DailyDeductions:
    """The deductions of one day of allowance, in cents; the net is never under ``threshold`` because of CSG and CRDS.

    Pension first, then CSG, then CRDS, the last two on the allowance less the pension.
    """
    crc = pension(daily, sjr, pension_rate, minimum)
    after_pension = daily - crc
    room = larger(after_pension - threshold, 0)
    csg = within_threshold(contribution(after_pension, csg_rate, figures), room, figures)
    crds = within_threshold(contribution(after_pension, crds_rate, figures), room - csg, figures)
    return DailyDeductions(crc, csg, crds, after_pension - csg - crds)
