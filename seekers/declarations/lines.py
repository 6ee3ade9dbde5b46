"""The months of a person, one line each: for the page, the API and the home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.months import Month
from seekers.declarations import deadlines, services
from seekers.declarations.models import Declaration, State, Window
from seekers.profiles.models import Seeker

SHOWN = 24
"""Two years of months on the page; older proofs keep their address."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month as its line shows it.  The deadline words are empty once it is over."""

    month: Month
    declaration: Declaration | None
    is_open: bool
    closes_at: datetime
    until: str
    left: str
    extension: str

    @property
    def state(self) -> str:
        """``todo``, or the code of the declaration's state."""
        return self.declaration.state if self.declaration else "todo"

    @property
    def to_do(self) -> bool:
        return self.is_open and self.state in {"todo", State.DRAFT}

    @property
    def correction_begun(self) -> bool:
        return self.state == State.FILED and self.is_open and bool(self.declaration and self.declaration.draft)


def lines_of(seeker: Seeker, now: datetime) -> list[MonthLine]:
    """The same number of queries for one month and for twenty-four."""
    known = {each.month: each for each in seeker.declarations.select_related("current").order_by("-month")[:SHOWN]}
    all_months = sorted(set(known) | set(services.owed(seeker, now)), reverse=True)
    windows = {window.month: window for window in Window.objects.filter(month__in=all_months)}
    return [
        _line(seeker, month, known.get(month), windows.get(month) or services.find_window(month), now)
        for month in all_months
    ]


def _line(seeker: Seeker, month: Month, declaration: Declaration | None, window: Window, now: datetime) -> MonthLine:
    closes_at = services.closes_at(window, seeker.zone)
    is_open = services.is_open(window, seeker, now)
    return MonthLine(
        month=month,
        declaration=declaration,
        is_open=is_open,
        closes_at=closes_at,
        until=deadlines.until(closes_at) if is_open else "",
        left=deadlines.left(closes_at, now) if is_open else "",
        extension=window.extension_reason if is_open else "",
    )
