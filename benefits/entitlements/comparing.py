"""Side by side, for who decides: what was signed of a job, what the employer sent, what was established."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from benefits.entitlements.models import Claim
from benefits.entitlements.services import Examination, Proof
from benefits.entitlements.services.careers import JobFacts, Source, signed
from portal.documents.models import Document
from seekers.registration.models import EmployerCertificate, EndReason

MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Row:
    """What one of them says.  ``differs``: the names of the fields on which it is not what was signed."""

    who: str
    starts_on: date
    ends_on: date | None
    gross_cents: int
    minutes: int
    reason: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One job.  ``counted`` is what the computation takes."""

    told: JobFacts
    counted: JobFacts
    certificate: EmployerCertificate | None
    document: Document | None
    proof: Proof | None

    @property
    def rows(self) -> list[Row]:
        """The person, the employer who sent something, the advisor who established something."""
        found = [self._row(_("La personne"), self.told)]
        if self.certificate is not None:
            found.append(self._row(_("L’employeur"), self.certificate))
        if self.counted.source == Source.ADVISOR:
            found.append(self._row(_("Établi par un conseiller"), self.counted))
        return found

    def _row(self, who: str, said: JobFacts | EmployerCertificate) -> Row:
        names = ("starts_on", "ends_on", "gross_cents", "minutes", "end_reason")
        differs = tuple(name for name in names if getattr(said, name) != getattr(self.told, name))
        reason = str(EndReason(said.end_reason).label)
        return Row(who, said.starts_on, said.ends_on, said.gross_cents, said.minutes, reason, differs)


def compared(claim: Claim, found: Examination) -> list[Compared]:
    counted = {job.position: job for job in found.jobs}
    proofs = {proof.position: proof for proof in found.proofs if proof.position is not None}
    rows = []
    for told in signed(claim.application):
        proof = proofs.get(told.position)
        rows.append(
            Compared(
                told,
                counted.get(told.position, told),
                proof.certificate if proof else None,
                proof.document if proof else None,
                proof,
            )
        )
    return rows


def job_of(claim: Claim, position: int) -> JobFacts | None:
    """The job of that number, as it was signed."""
    return next((job for job in signed(claim.application) if job.position == position), None)


def as_typed(job: JobFacts) -> dict[str, Any]:
    """For the form of a correction."""
    return {
        "starts_on": job.starts_on,
        "ends_on": job.ends_on,
        "gross": job.gross_cents,
        "hours": job.minutes // MINUTES_IN_AN_HOUR,
        "end_reason": job.end_reason,
        "seasonal": job.seasonal,
        "termination_indemnity": job.termination_indemnity_cents,
        "holiday_indemnity": job.holiday_indemnity_cents,
    }
