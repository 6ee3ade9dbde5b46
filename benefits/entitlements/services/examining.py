"""What the law gives for a set of facts, and why it could not be decided by itself.  Nothing is written here.

One function for all: the simulation, the page read before signing, the claim and its recomputation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from benefits.entitlements.models import Claim, Entitlement, Outcome, Reason, State
from benefits.entitlements.services import careers, options, proofs, resuming
from benefits.entitlements.services.careers import JobFacts, Place
from benefits.entitlements.services.options import Option
from benefits.entitlements.services.proofs import Proof
from benefits.rules import ordinals
from benefits.rules.career import Career, ToldPause
from benefits.rules.explanation import DAYS, Line
from benefits.rules.figures import Figures, UnknownFigures
from benefits.rules.resumption import barred
from benefits.rules.rights import Refusal, Rights, explain_rights, figures_of, rights_of
from portal.months import Month
from seekers.declarations.calendar import window_of
from seekers.profiles.models import Seeker
from seekers.registration.answers import Answers
from seekers.registration.models import Application, EndReason, Interruption

NEAR_PENSION_AGE = 62
"""From this age a full pension is possible, and would end the right: a person checks (règlement, art. 4)."""
RECHARGED_SOURCE = "Règlement d’assurance chômage, art. 28"

BY_THE_END = {
    EndReason.RESIGNATION: Reason.RESIGNATION,
    EndReason.LEGITIMATE_RESIGNATION: Reason.LEGITIMATE_RESIGNATION,
    EndReason.CAREER_PROJECT: Reason.CAREER_PROJECT,
    EndReason.SECURITY_CONTRACT: Reason.SECURITY_CONTRACT,
    EndReason.OTHER: Reason.OTHER_END,
}


@dataclass(frozen=True, slots=True)
class Examination:
    """The answer to "what am I entitled to?".  ``rights`` is None when no text known covers the end of the contract."""

    outcome: Outcome
    career: Career
    rights: Rights | None
    lines: list[Line] = field(default_factory=list)
    previous: Entitlement | None = None
    """The right that is taken up again, or that was used up before this one."""
    jobs: Sequence[JobFacts] = ()
    proofs: Sequence[Proof] = ()
    doubts: Sequence[Reason] = ()
    """What a person must look at, whatever the proofs."""
    option: Option | None = None
    """The other right that may be chosen instead of the one taken up again."""

    @property
    def missing(self) -> list[Proof]:
        return [each for each in self.proofs if each.standing == proofs.Standing.MISSING]

    @property
    def reasons(self) -> list[Reason]:
        """Why it is not decided by itself, each once."""
        found = [each.reason for each in self.proofs if each.reason is not None]
        return list(dict.fromkeys([*found, *self.doubts]))

    @property
    def first_payable_on(self) -> date | None:
        if self.outcome == Outcome.REFUSED or self.rights is None:
            return None
        if self.outcome == Outcome.RESUMED and self.previous is not None:
            return resuming.taken_up_on(self.career, self.previous)
        return date.fromordinal(int(self.rights.first_payable))

    @property
    def days(self) -> int:
        """Days of the right that opens, or that are left of the right taken up again."""
        if self.outcome == Outcome.RESUMED and self.previous is not None:
            return self.previous.days_left
        return int(self.rights.days) if self.rights is not None else 0

    @property
    def daily_cents(self) -> int:
        if self.outcome == Outcome.RESUMED and self.previous is not None:
            return self.previous.daily_cents
        return int(self.rights.daily) if self.rights is not None else 0

    @property
    def first_transfers_on(self) -> date | None:
        """When the first payment leaves: the month of the first payable day is declared, then paid.  None where the
        calendar of declarations does not reach."""
        payable = self.first_payable_on
        try:
            return window_of(Month.of(payable)).first_transfers_on if payable else None
        except ValueError:
            return None


def simulate(
    *, answers: Answers, registered_on: date, born_on: date, overseas: bool, mayotte: bool = False
) -> Examination:
    """What these answers alone would open: nobody is known, nothing is asked, nothing is kept."""
    jobs, place = careers.told_by(answers), Place(overseas, mayotte)
    return _examined(jobs, answers.situation.pauses, None, born_on, registered_on, answers, place)


def examine_answers(*, application: Application, answers: Answers, today: date) -> Examination:
    """The rights that would follow if ``application`` were signed on ``today`` (where the person lives)."""
    jobs = careers.told_by(answers)
    born_on = answers.identity.birth_date
    if born_on is None:
        raise ValueError("The age of the person is not known yet.")
    found = proofs.proofs_before(application, answers, jobs, on=today)
    return _examined(
        jobs,
        answers.situation.pauses,
        application.seeker,
        born_on,
        application.asked_on or today,
        answers,
        careers.place_of(answers.address.postcode),
        found,
    )


def examine_claim(*, claim: Claim, today: date) -> Examination:
    """The rights that follow from the facts of ``claim`` as they stand now."""
    seeker, application = claim.seeker, claim.application
    found = proofs.proofs_of(claim, on=today)
    return _examined(
        careers.facts_of(claim, proofs.matched(found), proofs.accepted(found)),
        Interruption.objects.filter(application=application),
        seeker,
        seeker.birth_date,
        claim.claimed_on,
        Answers.from_json(application.answers),
        careers.place_of(seeker.postcode),
        found,
        besides=claim,
    )


def _examined(
    jobs: Sequence[JobFacts],
    pauses: Iterable[ToldPause],
    seeker: Seeker | None,
    born_on: date,
    registered_on: date,
    answers: Answers,
    place: Place,
    found: Sequence[Proof] = (),
    besides: Claim | None = None,
) -> Examination:
    previous = careers.right_before(seeker, besides)
    fresh = careers.since(jobs, previous)
    career = careers.career_of(
        fresh,
        pauses=pauses,
        born_on=born_on,
        registered_on=registered_on,
        had_right_before=True if previous else answers.situation.had_right_before,
        place=place,
        waited_until=careers.waited_until(previous, besides),
    )
    doubts = [*_doubts_about(fresh), *_near_pension(born_on, registered_on)]
    if place.mayotte:
        doubts.append(Reason.MAYOTTE)
    if answers.situation.worked_abroad:
        doubts.append(Reason.WORKED_ABROAD)
    try:
        rights, figures = rights_of(career), figures_of(career)
    except UnknownFigures:
        unknown = [Reason.UNKNOWN_FIGURES, *doubts]
        return Examination(Outcome.REFUSED, career, None, [], previous, fresh, found, unknown)
    if rights.refusal == Refusal.RESIGNED_BEFORE:
        doubts.append(Reason.RESIGNATION)
    lines = explain_rights(career, rights, figures)
    if previous is not None and resuming.can_resume(previous, registered_on):
        return _with_days_left(career, rights, figures, previous, fresh, found, doubts)
    outcome = Outcome.REFUSED
    if rights.eligible:
        outcome = Outcome.RECHARGED if previous is not None and previous.state == State.EXHAUSTED else Outcome.GRANTED
    if outcome == Outcome.RECHARGED and previous is not None:
        lines = [_since_line(previous), *lines]
    return Examination(outcome, career, rights, lines, previous, fresh, found, doubts)


def _with_days_left(
    career: Career,
    rights: Rights,
    figures: Figures,
    previous: Entitlement,
    fresh: Sequence[JobFacts],
    found: Sequence[Proof],
    doubts: Sequence[Reason],
) -> Examination:
    """``previous`` goes on, unless the person left a job by their own will; a short one does not count."""
    others = [each for each in doubts if each != Reason.RESIGNATION]
    if barred(career, figures):
        lines = [resuming.barred_line(previous, career, figures)]
        doubts = [*others, Reason.RESIGNATION]
        return Examination(Outcome.REFUSED, career, rights, lines, previous, fresh, found, doubts)
    option = options.option_of(previous, resuming.taken_up_on(career, previous), rights, figures)
    lines = resuming.resumed_lines(previous, career, figures)
    lines += options.option_lines(previous, rights, option is not None, figures)
    return Examination(Outcome.RESUMED, career, rights, lines, previous, fresh, found, others, option)


def _doubts_about(jobs: Sequence[JobFacts]) -> list[Reason]:
    ended = sorted((job for job in jobs if not job.is_kept), key=lambda job: (job.ends_on, job.starts_on))
    found = [BY_THE_END[EndReason(ended[-1].end_reason)]] if ended and ended[-1].end_reason in BY_THE_END else []
    if any(job.is_kept for job in jobs):
        found.append(Reason.STILL_WORKING)
    by_start = sorted(ended, key=lambda job: (job.starts_on, job.ends_on))
    if any(later.starts_on <= earlier.ends_on for earlier, later in pairwise(by_start) if earlier.ends_on):
        found.append(Reason.OVERLAP)
    return found


def _near_pension(born_on: date, on: date) -> list[Reason]:
    age = ordinals.age_on(on.toordinal(), born_on.toordinal())
    return [Reason.NEAR_PENSION] if age >= NEAR_PENSION_AGE else []


def _since_line(previous: Entitlement) -> Line:
    used_through = (previous.contract_ended_on or previous.opened_on).toordinal()
    return Line("recharged_since", {"used_through_on": used_through}, previous.days_total, DAYS, RECHARGED_SOURCE)
