"""Two rights side by side: what is left of one, and what the work since would open in its place (droit d'option, art. 26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from benefits.entitlements.models import Entitlement
from benefits.rules.explanation import CENTS, Line
from benefits.rules.figures import Figures
from benefits.rules.option import Worth, may_choose
from benefits.rules.rights import Rights


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: cents a day, days, and from when it is paid."""

    daily_cents: int
    days: int
    payable_on: date

    @property
    def total_cents(self) -> int:
        return self.daily_cents * self.days


@dataclass(frozen=True, slots=True)
class Option:
    left: Side
    new: Side
    window_days: int
    """To choose, from the decision."""

    def written(self) -> dict[str, Any]:
        """For a JSON column."""
        sides = {name: {**side, "payable_on": side["payable_on"].isoformat()} for name, side in (
            ("left", asdict(self.left)), ("new", asdict(self.new)),
        )}  # fmt: skip
        return {**sides, "window_days": self.window_days}


def read(kept: Mapping[str, Any]) -> Option:
    """The same again."""
    left, new = (
        Side(**{**kept[name], "payable_on": date.fromisoformat(kept[name]["payable_on"])}) for name in ("left", "new")
    )
    return Option(left, new, kept["window_days"])


def option_of(previous: Entitlement, payable_on: date, rights: Rights, figures: Figures) -> Option | None:
    """The choice that the law opens between ``previous``, taken up from ``payable_on``, and the right of the work since."""
    left = Worth(previous.daily_cents, previous.days_left)
    new = Worth(int(rights.daily), int(rights.days))
    if not may_choose(left, new, int(rights.worked_days), int(rights.worked_minutes), figures):
        return None
    opens_on = date.fromordinal(int(rights.first_payable))
    return Option(
        Side(left.daily, left.days, payable_on), Side(new.daily, new.days, opens_on), figures.law.option_window_days
    )


def option_lines(previous: Entitlement, rights: Rights, open_to_them: bool, figures: Figures) -> list[Line]:
    """What the work since would open, whether it may be chosen or not; nothing when it opens nothing or less a day."""
    daily, days = int(rights.daily), int(rights.days)
    if not rights.eligible or (not open_to_them and daily <= previous.daily_cents):
        return []
    law, source = figures.law, figures.references["option_rate"]
    inputs = {"daily_cents": daily, "days": days, "left_cents": previous.daily_cents * previous.days_left}
    if open_to_them:
        return [Line("option_open", inputs | {"window": law.option_window_days}, daily * days, CENTS, source)]
    inputs |= {"option_rate": law.option_rate, "needed": law.affiliation_days}
    return [Line("option_closed", inputs, daily * days, CENTS, source)]
