"""What was answered, what is owed, what can be carried over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

from django.db.models import F, QuerySet, prefetch_related_objects

from portal import clock
from portal.months import Month
from portal.prepared import Blank, Prepared
from seekers.declarations import rules
from seekers.declarations.answers import QUESTIONS, Answers, Days, Employer
from seekers.declarations.models import Declaration, Version, Window
from seekers.declarations.rules import Totals
from seekers.declarations.services.windows import find_window, is_open
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


def _current(given: type[Blank]) -> QuerySet[Version]:
    """The version of a month that counts."""
    month = Version.objects.filter(declaration__seeker=given("seeker"), declaration__month=given("month"))
    return month.filter(pk=F("declaration__current"))


def _covering(given: type[Blank]) -> QuerySet[Registration]:
    month = SimpleNamespace(first=given("first"), last=given("last"))
    return Registration.objects.covering(month).filter(seeker=given("seeker")).only("registered_on", "ceased_on")


_CURRENT, _COVERING = Prepared(_current), Prepared(_covering)


def answers_of(version: Version) -> Answers:
    """What was sent, rebuilt from its rows: its digest is the one kept on the version."""
    spans = tuple((span.kind, Days(span.starts_on, span.ends_on)) for span in version.spans.all())
    employers = tuple(
        Employer(line.name, line.minutes, line.gross_cents, line.ended, line.estimated)
        for line in version.employers.all()
    )
    given = {kind for kind, _days in spans}
    return Answers(
        **{name: name in given for name in QUESTIONS if name != "worked"},
        worked=bool(employers),
        employers=employers,
        spans=spans,
        still_looking=version.still_looking,
        ends_on=version.ends_on,
        end_reason=version.end_reason,
        end_confirmed=not version.still_looking,
    )


def draft_of(declaration: Declaration) -> Answers | None:
    """What is typed and not sent, or None."""
    return Answers.from_json(declaration.draft) if declaration.draft else None


def owed(seeker: Seeker, now: datetime) -> list[Month]:
    """The months that ``seeker`` can and must declare now, oldest first: window open, registered, nothing sent yet."""
    this_month = Month.of(clock.day_of(now))
    extended = Window.objects.extended_beyond(now).values_list("month", flat=True)
    months = sorted({this_month.previous, this_month, *extended})
    registered = Registration.objects.active().filter(seeker=seeker).values_list("registered_on", flat=True).first()
    if registered is None:
        return []
    sent = set(Declaration.objects.filter(seeker=seeker, month__in=months).filed().values_list("month", flat=True))
    return [
        month for month in months
        if month not in sent and registered <= month.last and is_open(find_window(month), seeker, now)
    ]  # fmt: skip


def carry_over(seeker: Seeker, month: Month) -> Answers:
    """An empty form for ``month``: the employers of the month before whose contract goes on, in the person's order,
    with no hours and no pay.  No answer is preset.
    """
    before = previous_answers(seeker, month)
    going_on = [employer for employer in before.employers if not employer.ended] if before else []
    return Answers(
        employers=tuple(replace(employer, minutes=0, gross_cents=0, estimated=False) for employer in going_on)
    )


def previous_answers(seeker: Seeker, month: Month) -> Answers | None:
    """What was sent for the month before, for ``rules.surprises``."""
    before = _CURRENT.first(seeker=seeker.pk, month=month.previous.first)
    if before is None:
        return None
    prefetch_related_objects([before], "employers", "spans")
    return answers_of(before)


def totals_for(*, seeker: Seeker, month: Month, answers: Answers) -> Totals:
    """What ``answers`` add up to for this person: days of the month outside their registration are not payable either.

    An end that the current version of this very month gave is set aside: ``answers`` say anew when it ends, if it does.
    """
    current = _CURRENT.first(seeker=seeker.pk, month=month.first)
    said = current.ends_on if current else None
    stretches = _COVERING(seeker=seeker.pk, first=month.first, last=month.last)
    registered = tuple(
        Days(each.registered_on, None if each.ceased_on == said else each.ceased_on) for each in stretches
    )
    return rules.totals(answers, month, registered)
