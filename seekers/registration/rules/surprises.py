"""What is possible in an application but unusual: the person confirms it, or corrects it.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from seekers.profiles.rules import bears_name
from seekers.registration.answers import Answers, Job, Pause
from seekers.registration.findings import Finding
from seekers.registration.rules.period import asked_since

LOW_CENTS, HIGH_CENTS = 7_00, 120_00
"""Gross pay of an hour outside which one asks again: an apprentice earns less than the minimum wage, few earn ten times it."""
HOUR_MINUTES = 60
FOREVER = date.max

Found = Iterator[Finding]


def surprises(answers: Answers, today: date) -> list[Finding]:
    """All of them, in the order of the steps; each is confirmed by its ``key``."""
    return [each for step in STEPS for each in surprises_of(step, answers, today)]


def surprises_of(step: str, answers: Answers, today: date) -> list[Finding]:
    """The same for one step; a step that never surprises has none."""
    return list(STEPS[step](answers, today)) if step in STEPS else []


def identity(answers: Answers, today: date) -> Found:
    said = answers.identity
    if not said.nir or said.birth_date is None or len(said.nir) < 5 or not said.nir[:5].isdigit():
        return
    year, month = int(said.nir[1:3]), int(said.nir[3:5])
    known_month = 1 <= month <= 12  # months 20 and more, and 00, say that the month is not known
    if year != said.birth_date.year % 100 or (known_month and month != said.birth_date.month):
        yield Finding("nir_says_otherwise", "identity", "nir")


def situation(answers: Answers, today: date) -> Found:
    jobs = answers.situation.jobs
    since = asked_since(answers.identity.birth_date, today)
    for place, job in enumerate(jobs):
        yield from _pay(job, f"jobs.{place}.gross_cents")
        if job.ends_on is not None and job.ends_on < since:
            yield Finding("older_job", "situation", f"jobs.{place}.ends_on", {"employer": job.employer, "since": since})
    for (_first, one), (place, other) in combinations(enumerate(jobs), 2):
        yield from _together(one, other, f"jobs.{place}.starts_on")
    for place, pause in enumerate(answers.situation.pauses):
        if not any(_overlap(job, pause) for job in jobs):
            yield Finding(
                "pause_outside_jobs", "situation", f"pauses.{place}.starts_on", {"starts_on": pause.starts_on}
            )


def bank(answers: Answers, today: date) -> Found:
    said, who = answers.bank, answers.identity
    if not said.later and said.holder and not bears_name(said.holder, who.first_name, who.last_name):
        yield Finding("other_holder", "bank", "holder", {"holder": said.holder})


STEPS: dict[str, Callable[[Answers, date], Found]] = {"identity": identity, "situation": situation, "bank": bank}


def _pay(job: Job, field: str) -> Found:
    facts = {"employer": job.employer}
    if job.gross_cents == 0:
        if job.minutes:
            yield Finding("no_pay", "situation", field, facts)
        return
    if job.minutes == 0:
        yield Finding("pay_without_hours", "situation", field, facts | {"pay_cents": job.gross_cents})
        return
    hourly = job.gross_cents * HOUR_MINUTES // job.minutes
    if not LOW_CENTS <= hourly <= HIGH_CENTS:
        code = "pay_low" if hourly < LOW_CENTS else "pay_very_high"
        yield Finding(code, "situation", field, facts | {"hourly_cents": hourly})


def _together(one: Job, other: Job, field: str) -> Found:
    if not _overlap(one, other):
        return
    if (one.employer.casefold(), one.starts_on, one.ends_on) == (
        other.employer.casefold(), other.starts_on, other.ends_on,
    ):  # fmt: skip
        yield Finding("same_job_twice", "situation", field, {"employer": one.employer})
    else:
        yield Finding("jobs_overlap", "situation", field, {"first": one.employer, "second": other.employer})


def _overlap(one: Job, other: Job | Pause) -> bool:
    return one.starts_on <= (other.ends_on or FOREVER) and other.starts_on <= (one.ends_on or FOREVER)
