"""The facts that a right is opened from: what was signed, what employers sent, what an advisor established, in that order.

The same ``Career`` comes out for the simulation page, the review page, the claim and ``manage.py simulate``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from benefits.entitlements.models import Claim, ClaimState, Correction, Decision, Entitlement, Outcome, Scheme, State
from benefits.rules.career import Career, Job, Pause, ToldPause, career_from
from seekers.profiles.models import Seeker
from seekers.registration.answers import Answers
from seekers.registration.models import Application, EmployerCertificate, Employment, EndReason

OVERSEAS_POSTCODES = ("97", "98")
MAYOTTE_POSTCODE = "976"


class Source(StrEnum):
    """Who says so."""

    PERSON = "person"
    EMPLOYER = "employer"
    CERTIFICATE = "certificate"
    """The person's own copy of the employer's certificate, which an advisor has read and accepted."""
    ADVISOR = "advisor"


class Place(NamedTuple):
    """Overseas, one rule differs; in Mayotte insurance is another, and ``overseas`` holds too."""

    overseas: bool = False
    mayotte: bool = False


@dataclass(frozen=True, slots=True)
class JobFacts:
    """One job as it counts: money in cents, time in minutes, both days included."""

    position: int
    employer: str
    starts_on: date
    ends_on: date | None
    gross_cents: int
    minutes: int
    end_reason: str
    siret: str = ""
    seasonal: bool = False
    termination_indemnity_cents: int = 0
    holiday_indemnity_cents: int = 0
    source: Source = Source.PERSON

    @property
    def is_kept(self) -> bool:
        """The person still works there."""
        return self.ends_on is None or self.end_reason == EndReason.STILL_WORKING


PRICED = (
    "starts_on",
    "ends_on",
    "gross_cents",
    "minutes",
    "end_reason",
    "seasonal",
    "termination_indemnity_cents",
    "holiday_indemnity_cents",
)
"""What a certificate or a correction says better than the person."""


def told_by(answers: Answers) -> list[JobFacts]:
    """The jobs of an application that is not signed yet, or of a simulation."""
    jobs = answers.situation.jobs if answers.situation.worked is not False else ()
    return [
        JobFacts(position, job.employer, **{name: getattr(job, name) for name in PRICED}, siret=job.siret)
        for position, job in enumerate(jobs, start=1)
    ]


def signed(application: Application) -> list[JobFacts]:
    """The jobs that were signed, before any proof."""
    return [_of_row(each) for each in Employment.objects.filter(application=application).order_by("position")]


def facts_of(
    claim: Claim, certificates: Mapping[int, EmployerCertificate], accepted: Collection[int] = ()
) -> list[JobFacts]:
    """The jobs of ``claim`` as they count: a correction over the employer's certificate over what was signed.

    ``certificates``: by position, those that agree with what was signed (``proofs.matched``); ``accepted``: the positions
    whose certificate the person has sent, and that an advisor has accepted (``proofs.accepted``).
    """
    corrections = {each.position: each for each in Correction.objects.filter(claim=claim).order_by("pk")}
    facts = []
    for job in signed(claim.application):
        if job.position in corrections:
            job = _laid_over(job, corrections[job.position], Source.ADVISOR)
        elif job.position in certificates:
            job = _laid_over(job, certificates[job.position], Source.EMPLOYER)
        elif job.position in accepted:
            job = replace(job, source=Source.CERTIFICATE)
        facts.append(job)
    return facts


def right_before(seeker: Seeker | None, besides: Claim | None = None) -> Entitlement | None:
    """The last ARE of this person: its work is used.  Not one that a refusal undid, nor the one that ``besides`` opened."""
    if seeker is None:
        return None
    undone = Claim.objects.filter(state=ClaimState.REFUSED, decisions__entitlement=OuterRef("pk"))
    rights = Entitlement.objects.filter(seeker=seeker, scheme=Scheme.ARE)
    rights = rights.exclude(Exists(undone), state=State.CLOSED)
    if besides is not None:
        opened_by_it = Decision.objects.filter(claim=besides, outcome__in=[Outcome.GRANTED, Outcome.RECHARGED])
        rights = rights.exclude(pk__in=opened_by_it.values("entitlement"))
    return rights.order_by("-opened_on", "-pk").first()


def waited_until(previous: Entitlement | None, besides: Claim | None = None) -> date | None:
    """The last day of the waiting time of the right before: as it was before ``besides`` itself took that right up."""
    if previous is None:
        return None
    taken_up = Decision.objects.filter(claim=besides, outcome=Outcome.RESUMED, entitlement=previous).order_by("number")
    first = taken_up.first() if besides is not None else None
    if first is not None:
        return date.fromordinal(first.career["waited_until"])
    return previous.first_payable_on - timedelta(days=1)


def since(jobs: Iterable[JobFacts], previous: Entitlement | None) -> list[JobFacts]:
    """The jobs that the right before has not used: those that ended after the end of contract that opened it."""
    if previous is None:
        return list(jobs)
    used_through = previous.contract_ended_on or previous.opened_on
    return [job for job in jobs if job.ends_on is None or job.ends_on > used_through]


def career_of(
    jobs: Sequence[JobFacts],
    *,
    pauses: Iterable[ToldPause],
    born_on: date,
    registered_on: date,
    had_right_before: bool | None,
    place: Place,
    waited_until: date | None = None,
) -> Career:
    """The career that the rules price.  Not knowing whether a right was opened before is not a first time."""
    return career_from(
        born_on=born_on,
        registered_on=registered_on,
        jobs=jobs,
        pauses=pauses,
        first_time=had_right_before is False,
        overseas=place.overseas,
        mayotte=place.mayotte,
        waited_until=waited_until,
    )


def place_of(postcode: str) -> Place:
    """Whose rules hold where the person lives."""
    return Place(postcode.startswith(OVERSEAS_POSTCODES), postcode.startswith(MAYOTTE_POSTCODE))


def written(career: Career) -> dict[str, Any]:
    """A career for a JSON column: whole numbers by name."""
    return {
        **career._asdict(),
        "jobs": [job._asdict() for job in career.jobs],
        "pauses": [pause._asdict() for pause in career.pauses],
    }


def read(kept: Mapping[str, Any]) -> Career:
    """The same career again."""
    return Career(
        **{
            **kept,
            "jobs": tuple(Job(**job) for job in kept["jobs"]),
            "pauses": tuple(Pause(**pause) for pause in kept["pauses"]),
        }
    )


def _of_row(row: Employment) -> JobFacts:
    return JobFacts(row.position, row.employer, **{name: getattr(row, name) for name in PRICED}, siret=row.siret)


def _laid_over(job: JobFacts, better: Correction | EmployerCertificate, source: Source) -> JobFacts:
    return replace(job, **{name: getattr(better, name) for name in PRICED}, source=source)
