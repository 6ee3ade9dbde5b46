"""One person's month, read once a request: what every page of the journey starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from portal.months import Month
from portal.prepared import Blank, Prepared
from portal.web.typed import Typed
from seekers.declarations import services
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration, State, Window
from seekers.declarations.typed import details_page
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


@dataclass
class Sheet:
    """Read only.  ``declaration`` is None until something is saved."""

    seeker: Seeker
    month: Month
    window: Window
    declaration: Declaration | None
    now: datetime
    registered: bool
    """On at least one day of the month: otherwise there is nothing to declare."""

    @property
    def is_open(self) -> bool:
        return services.is_open(self.window, self.seeker, self.now)

    @property
    def closes_at(self) -> datetime:
        return services.closes_at(self.window, self.seeker.zone)

    @property
    def filed(self) -> bool:
        return self.declaration is not None and self.declaration.state == State.FILED

    @property
    def base_version(self) -> int:
        """The version that a correction starts from; 0 when nothing was sent."""
        return self.declaration.current.number if self.declaration and self.declaration.current else 0

    @property
    def saved_at(self) -> datetime | None:
        return self.declaration.draft_saved_at if self.declaration else None

    @cached_property
    def draft(self) -> Answers | None:
        return services.draft_of(self.declaration) if self.declaration else None

    @cached_property
    def answers(self) -> Answers:
        """The draft; else what was sent, to be corrected; else nothing answered."""
        if self.draft is not None:
            return self.draft
        if self.declaration is not None and self.declaration.current is not None:
            return services.answers_of(self.declaration.current)
        return Answers()

    @property
    def typed(self) -> Typed | None:
        return self.declaration.draft_typed if self.declaration else None


def _seeker(given: type[Blank]) -> QuerySet[Seeker]:
    """The file of one account, and whether the person was registered between two days."""
    month = SimpleNamespace(first=given("first"), last=given("last"))
    registered = Exists(Registration.objects.covering(month).filter(seeker=OuterRef("pk")))
    return Seeker.objects.of(given("user")).annotate(registered=registered)


_SEEKER = Prepared(_seeker)
_DECLARATION = Prepared(lambda given: Declaration.objects.filter(seeker=given("seeker"), month=given("month")))


def sheet_of(user: Any, month: Month, now: datetime) -> Sheet:
    """The month of the person who is signed in.  404: not a job seeker, or a month before there were declarations."""
    seeker = _SEEKER.first(user=user.pk, first=month.first, last=month.last)
    if seeker is None:
        raise Http404
    seeker.user = user  # the same row: not read twice
    try:
        window = services.find_window(month)
    except ValueError as too_early:
        raise Http404 from too_early
    declaration = _DECLARATION.first(seeker=seeker.pk, month=month.first)
    if declaration is not None:
        declaration.seeker = seeker
    registered = seeker.registered  # type: ignore[attr-defined]  # annotated by _seeker
    return Sheet(seeker, month, window, declaration, now, registered=registered)


class Filled(Protocol):
    """A month as far as it is filled in: a person's own sheet, or what an advisor fills in beside it."""

    @property
    def seeker(self) -> Seeker: ...
    @property
    def month(self) -> Month: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def typed(self) -> Typed | None: ...


def details_of(month: Filled) -> Typed:
    """Step 2 as it was last typed; else from the answers, with the names of last month's employers when there are none."""
    if month.typed:
        return month.typed
    carried = () if month.answers.employers else services.carry_over(month.seeker, month.month).employers
    return details_page(month.answers, carried)
