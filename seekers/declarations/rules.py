"""What a month's answers mean: what is impossible, what is surprising, what they add up to.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from portal.months import Month
from seekers.declarations.answers import QUESTIONS, Answers, Days, Employer
from seekers.declarations.findings import Finding
from seekers.declarations.minimum_wage import hourly_cents

Problem: TypeAlias = Finding
Surprise: TypeAlias = Finding

SPAN_KINDS = tuple(name for name in QUESTIONS if name != "worked")
NOT_PAYABLE = frozenset({"sick_leave", "maternity", "paternity"})
"""Days paid by the health insurance are not paid by us as well (règlement d’assurance chômage, art. 25)."""
TRAINING = frozenset({"training", "internship"})
END_REASONS = ("found_work", "retirement", "other")

MOST_EMPLOYERS, MOST_SPANS = 40, 12
"""Employers of one month, and stretches of days under one question: what the pages have room for."""
LONGEST_NAME, OLDEST_YEARS = 80, 50
MOST_PAY_CENTS = 99_999_00
"""Beyond it a comma was forgotten; nobody registered earns this in a month."""
DAY_MINUTES, HOUR_MINUTES = 24 * 60, 60
VERY_HIGH = 10
"""Times the minimum wage, from which an hour's pay is worth a question."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Cents, minutes and calendar days of the month.

    ``non_payable_days`` counts each day once and goes up to 31: the base of 30 is the payer's business.
    """

    gross_pay_cents: int
    minutes_worked: int
    non_payable_days: int
    in_training: bool
    still_looking: bool
    ends_on: date | None
    end_reason: str


def problems(answers: Answers, month: Month) -> list[Problem]:
    """What must be put right before sending, in the order of the questions.  Fields are numbered as given."""
    found = [Finding("unanswered", name, {"month": month}) for name in QUESTIONS if getattr(answers, name) is None]
    return [*found, *_work(answers, month), *_spans(answers, month), *_end(answers, month)]


def surprises(answers: Answers, previous: Answers | None, month: Month) -> list[Surprise]:
    """What is possible but unusual, to be confirmed.  ``previous``: the answers of the month before, if any."""
    found = [each for place, employer in enumerate(answers.employers) for each in _pay(employer, place, month)]
    found += [
        Finding("employer_vanished", f"employers.{_same_name(name)}", {"employer": name, "month": month})
        for name in _vanished(answers, previous)
    ]
    if answers.employers and len(_days_off(answers, month)) == month.days:
        found.append(Finding("worked_while_sick", "worked"))
    if answers.still_looking is False and not any(getattr(answers, name) for name in QUESTIONS):
        found.append(Finding("nothing_and_not_looking", "still_looking"))
    return found


def totals(answers: Answers, month: Month, registered: tuple[Days, ...] | None = None) -> Totals:
    """What the month adds up to.

    Not payable: sick, maternity and paternity leave, the days after ``ends_on`` (itself the last day registered), and
    the days outside ``registered``, the person's stretches of registration (None: all the month).
    """
    unregistered = set(month) - {day for days in registered or (Days(month.first),) for day in _covered(days, month)}
    ended = {day for day in month if answers.ends_on is not None and day > answers.ends_on}
    return Totals(
        gross_pay_cents=answers.gross_cents,
        minutes_worked=answers.minutes,
        non_payable_days=len(_days_off(answers, month) | ended | unregistered),
        in_training=any(_covered(days, month) for kind, days in answers.spans if kind in TRAINING),
        still_looking=answers.still_looking is not False,
        ends_on=answers.ends_on,
        end_reason=answers.end_reason,
    )


def unavailable_days(answers: Answers, month: Month) -> int:
    """Calendar days of sick leave, maternity or paternity in the month, each once: over 15, no longer available
    (R5411-10)."""
    return len(_days_off(answers, month))


def tidy(answers: Answers) -> Answers:
    """The same answers in the one form in which they are kept and compared: names without stray spaces, periods in
    order."""
    employers = tuple(replace(employer, name=" ".join(employer.name.split())) for employer in answers.employers)
    spans = tuple(sorted(answers.spans, key=lambda span: (span[0], span[1].starts_on, span[1].ends_on or date.max)))
    return replace(answers, employers=employers, spans=spans)


def _work(answers: Answers, month: Month) -> Iterator[Problem]:
    if answers.worked and not answers.employers:
        yield Finding("employer_missing", "worked", {"month": month})
    if answers.worked is False and answers.employers:
        yield Finding("employers_without_work", "worked", {"month": month})
    if len(answers.employers) > MOST_EMPLOYERS:
        yield Finding("too_many_employers", "employers", {"most": MOST_EMPLOYERS})
        return
    for place, employer in enumerate(answers.employers):
        yield from _employer(employer, f"employers.{place}", month)
    most = DAY_MINUTES * month.days
    if answers.minutes > most and all(employer.minutes <= most for employer in answers.employers):
        yield Finding("too_many_hours", "worked", {"month": month, "most_minutes": most})
    if answers.gross_cents > MOST_PAY_CENTS and all(each.gross_cents <= MOST_PAY_CENTS for each in answers.employers):
        yield Finding("pay_too_high", "worked", {"pay_cents": answers.gross_cents})


def _employer(employer: Employer, field: str, month: Month) -> Iterator[Problem]:
    most = DAY_MINUTES * month.days
    if not employer.name.strip():
        yield Finding("employer_unnamed", f"{field}.name")
    elif not employer.name.strip().isprintable():  # NUL, control characters, lone surrogates: no database keeps them
        yield Finding("name_unreadable", f"{field}.name")
    elif len(employer.name.strip()) > LONGEST_NAME:
        yield Finding("name_too_long", f"{field}.name", {"most": LONGEST_NAME})
    if employer.minutes == 0 and employer.gross_cents == 0:
        yield Finding("time_and_pay_missing", f"{field}.minutes", {"employer": employer.name, "month": month})
    if employer.minutes < 0:
        yield Finding("negative_time", f"{field}.minutes")
    if employer.minutes > most:
        yield Finding("too_many_hours", f"{field}.minutes", {"month": month, "most_minutes": most})
    if employer.gross_cents < 0:
        yield Finding("negative_pay", f"{field}.gross_cents")
    if employer.gross_cents > MOST_PAY_CENTS:
        yield Finding("pay_too_high", f"{field}.gross_cents", {"pay_cents": employer.gross_cents})


def _spans(answers: Answers, month: Month) -> Iterator[Problem]:
    for kind in SPAN_KINDS:
        if getattr(answers, kind) and not answers.days_of(kind):
            yield Finding("span_missing", kind)
    if any(count > MOST_SPANS for count in Counter(kind for kind, _days in answers.spans).values()):
        yield Finding("too_many_spans", "spans", {"most": MOST_SPANS})
        return
    for place, (kind, days) in enumerate(answers.spans):
        field = f"spans.{place}"
        if kind not in SPAN_KINDS:
            yield Finding("span_unknown", field)
        elif getattr(answers, kind) is False:
            yield Finding("span_without_yes", kind)
        if days.ends_on is not None and days.ends_on < days.starts_on:
            yield Finding("span_backwards", f"{field}.ends_on")
        elif not _covered(days, month):
            yield Finding("span_outside_month", f"{field}.starts_on", {"month": month})
        elif days.starts_on.year < month.year - OLDEST_YEARS:
            yield Finding("span_too_old", f"{field}.starts_on")


def _end(answers: Answers, month: Month) -> Iterator[Problem]:
    """Answering no to everything never ends a registration: it takes a second, explicit yes, a day and a reason."""
    if answers.still_looking is None:
        yield Finding("unanswered", "still_looking", {"month": month})
    elif answers.still_looking:
        if answers.ends_on is not None or answers.end_reason or answers.end_confirmed:
            yield Finding("end_while_looking", "still_looking")
    elif not answers.end_confirmed:
        yield Finding("end_not_confirmed", "end_confirmed")
    else:
        if answers.ends_on is None:
            yield Finding("end_date_missing", "ends_on")
        elif answers.ends_on not in month:
            yield Finding("end_date_outside_month", "ends_on", {"month": month})
        if answers.end_reason not in END_REASONS:
            yield Finding("end_reason_missing", "end_reason")


def _pay(employer: Employer, place: int, month: Month) -> Iterator[Surprise]:
    field = f"employers.{place}.gross_cents"
    minutes, pay = employer.minutes, employer.gross_cents
    if minutes and not pay:
        yield Finding("hours_without_pay", field, {"employer": employer.name, "minutes": minutes})
    elif pay and not minutes:
        yield Finding("pay_without_hours", f"employers.{place}.minutes", {"employer": employer.name, "pay_cents": pay})
    elif pay and minutes:
        minimum = hourly_cents(month.first)
        facts = {"employer": employer.name, "hourly_cents": pay * HOUR_MINUTES // minutes, "minimum_cents": minimum}
        if pay * HOUR_MINUTES < minimum * minutes:
            yield Finding("pay_under_minimum", field, facts)
        elif pay * HOUR_MINUTES > VERY_HIGH * minimum * minutes:
            yield Finding("pay_very_high", field, facts)


def _vanished(answers: Answers, previous: Answers | None) -> list[str]:
    now = {_same_name(employer.name) for employer in answers.employers}
    before = previous.employers if previous else ()
    return [employer.name for employer in before if not employer.ended and _same_name(employer.name) not in now]


def _same_name(name: str) -> str:
    return " ".join(name.casefold().split())


def _days_off(answers: Answers, month: Month) -> set[date]:
    """The days of leave, as a set: a day under two stretches is one day."""
    return {day for kind, days in answers.spans if kind in NOT_PAYABLE for day in _covered(days, month)}


def _covered(days: Days, month: Month) -> list[date]:
    last = days.ends_on or month.last
    return [day for day in month if days.starts_on <= day <= last]
