"""What is missing or impossible in a working life as it was told.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal import identifiers
from seekers.registration.answers import Job, Pause, Situation
from seekers.registration.findings import Finding
from seekers.registration.rules.words import NAME_MOST, unfit

MOST_JOBS, MOST_PAUSES = 30, 20
"""What the pages have room for; beyond, an advisor takes them."""
MOST_CENTS = 9_999_999_00
OLDEST = date(1950, 1, 1)
DAY_MINUTES = 24 * 60
STILL_WORKING = "still_working"
END_REASONS = (
    "dismissal", "economic_dismissal", "end_of_fixed_term", "agreed_termination", "end_of_trial", "resignation",
    "legitimate_resignation", "career_project", "security_contract", STILL_WORKING, "other",
)  # fmt: skip
PAUSE_KINDS = ("sick_leave", "maternity", "work_accident", "training", "parental_leave", "other")

Found = Iterator[Finding]


def situation(said: Situation, today: date) -> Found:
    for field in ("claims", "worked"):
        if getattr(said, field) is None:
            yield Finding("unanswered", "situation", field)
    if said.worked and not said.jobs:
        yield Finding("job_missing", "situation", "jobs")
    if said.worked is False and said.jobs:
        yield Finding("jobs_without_work", "situation", "worked")
    if len(said.jobs) > MOST_JOBS:
        yield Finding("too_many_jobs", "situation", "jobs", {"most": MOST_JOBS})
    for place, job in enumerate(said.jobs):
        yield from _job(job, f"jobs.{place}", today)
    if said.worked and said.interrupted is None:
        yield Finding("unanswered", "situation", "interrupted")
    if said.interrupted and not said.pauses:
        yield Finding("pause_missing", "situation", "pauses")
    if len(said.pauses) > MOST_PAUSES:
        yield Finding("too_many_pauses", "situation", "pauses", {"most": MOST_PAUSES})
    for place, pause in enumerate(said.pauses):
        yield from _pause(pause, f"pauses.{place}", today)


def _job(job: Job, path: str, today: date) -> Found:
    yield from unfit("situation", f"{path}.employer", job.employer, NAME_MOST, needed=True)
    if job.siret and not _is_siret(job.siret):
        yield Finding("not_a_siret", "situation", f"{path}.siret")
    if job.end_reason not in END_REASONS:
        yield Finding("not_a_choice" if job.end_reason else "unanswered", "situation", f"{path}.end_reason")
    yield from _days(job.starts_on, job.ends_on, path, today)
    if job.ends_on is None and job.end_reason != STILL_WORKING:
        yield Finding("end_missing", "situation", f"{path}.ends_on", {"employer": job.employer})
    if job.ends_on is not None and job.end_reason == STILL_WORKING:
        yield Finding("still_working_but_ended", "situation", f"{path}.end_reason", {"employer": job.employer})
    for field in ("gross_cents", "termination_indemnity_cents", "holiday_indemnity_cents"):
        yield from _amount(getattr(job, field), f"{path}.{field}")
    last = job.ends_on or today
    if job.minutes < 0:
        yield Finding("negative", "situation", f"{path}.minutes")
    elif job.minutes > max((last - job.starts_on).days + 1, 0) * DAY_MINUTES and last >= job.starts_on:
        yield Finding("time_too_long", "situation", f"{path}.minutes")


def _pause(pause: Pause, path: str, today: date) -> Found:
    if pause.kind not in PAUSE_KINDS:
        yield Finding("not_a_choice" if pause.kind else "unanswered", "situation", f"{path}.kind")
    yield from _days(pause.starts_on, pause.ends_on, path, today)


def _days(starts_on: date, ends_on: date | None, path: str, today: date) -> Found:
    if starts_on > today:
        yield Finding("in_the_future", "situation", f"{path}.starts_on")
    elif starts_on < OLDEST:
        yield Finding("too_long_ago", "situation", f"{path}.starts_on")
    if ends_on is None:
        return
    if ends_on > today:
        yield Finding("in_the_future", "situation", f"{path}.ends_on")
    elif ends_on < starts_on:
        yield Finding("ends_before_start", "situation", f"{path}.ends_on")


def _amount(cents: int, field: str) -> Found:
    if cents < 0:
        yield Finding("negative", "situation", field)
    elif cents > MOST_CENTS:
        yield Finding("pay_too_high", "situation", field)


def _is_siret(typed: str) -> bool:
    try:
        identifiers.siret(typed)
    except identifiers.NotValid:
        return False
    return True
