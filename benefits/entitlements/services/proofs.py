"""What proves the facts of a claim: what is there, what is missing, what contradicts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from benefits.entitlements.models import Claim, Correction, Entitlement, Reason
from benefits.entitlements.services.careers import JobFacts, right_before, signed, since
from portal.documents.models import Document, DocumentKind
from portal.documents.models import State as DocumentState
from seekers.profiles.models import Seeker
from seekers.registration.answers import Answers, Job
from seekers.registration.models import Application, EmployerCertificate
from seekers.registration.pieces import SAID_BY_THE_STATE, about_job

FOREIGN = "other"
"""From outside the European Union: the residence permit says that the person may work here."""
SAME_PAY_CENTS = 100
"""An employer rounds, and so does a person: one euro apart is the same pay."""
LOOKED_BACK = timedelta(days=36 * 31)
"""Certificates older than the longest reference period open nothing."""


class Standing(StrEnum):
    HELD = "held"
    TO_READ = "to_read"
    MISSING = "missing"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing to prove.  ``kind`` is a ``DocumentKind``; ``about`` its matter in the register of documents."""

    kind: str
    standing: Standing
    about: str = ""
    employer: str = ""
    position: int | None = None
    document: Document | None = None
    certificate: EmployerCertificate | None = None

    @property
    def reason(self) -> Reason | None:
        """Why this proof keeps the claim from being decided by itself; None when it does not."""
        if self.standing == Standing.HELD:
            return None
        if self.standing == Standing.TO_READ:
            return Reason.DOCUMENT_TO_READ
        if self.standing == Standing.CONTRADICTED:
            return Reason.CONTRADICTION if self.position is not None else Reason.UNTOLD_JOB
        return MISSING[self.kind]


MISSING: dict[str, Reason] = {
    DocumentKind.IDENTITY: Reason.MISSING_IDENTITY,
    DocumentKind.EMPLOYER_CERTIFICATE: Reason.MISSING_CERTIFICATE,
    DocumentKind.BANK_DETAILS: Reason.MISSING_BANK,
}


def proofs_of(claim: Claim, *, on: date) -> list[Proof]:
    """Everything that the decision on ``claim`` needs, as it stands on ``on``."""
    jobs = since(signed(claim.application), right_before(claim.seeker, claim))
    settled = set(Correction.objects.filter(claim=claim).values_list("position", flat=True))
    return _proofs(claim.application, claim.seeker, claim.seeker.nir or "", jobs, on, settled)


def proofs_before(application: Application, answers: Answers, jobs: Sequence[JobFacts], *, on: date) -> list[Proof]:
    """The same before the signature.  What employers sent is looked at only when the State vouches for the identity:
    a typed number must not tell where its owner worked."""
    nir = answers.identity.nir if application.identity_from else ""
    fresh = since(jobs, right_before(application.seeker))
    return _proofs(application, application.seeker, nir, fresh, on, set(), answers=answers)


def matched(proofs: Iterable[Proof]) -> dict[int, EmployerCertificate]:
    """The employers' certificates that agree with what was signed, by the position of the job."""
    return {
        proof.position: proof.certificate
        for proof in proofs
        if proof.certificate is not None and proof.position is not None and proof.standing == Standing.HELD
    }


def accepted(proofs: Iterable[Proof]) -> set[int]:
    """The positions of the jobs whose certificate the person sent, and an advisor accepted."""
    return {
        proof.position
        for proof in proofs
        if proof.kind == DocumentKind.EMPLOYER_CERTIFICATE
        and proof.position is not None
        and proof.document is not None
        and proof.document.state == DocumentState.ACCEPTED
    }


def _proofs(
    application: Application,
    seeker: Seeker | None,
    nir: str,
    jobs: Sequence[JobFacts],
    on: date,
    settled: set[int],
    answers: Answers | None = None,
) -> list[Proof]:
    person = application.applicant
    documents = list(Document.objects.of(person).filter(state__in=[DocumentState.READY, DocumentState.ACCEPTED]))
    certificates = _certificates(nir, jobs)
    claimed = [job for job in jobs if not job.is_kept]
    answers = answers or Answers.from_json(application.answers)
    found = [_identity(application, seeker, answers, documents, on)]
    used: set[int] = set()
    for job in claimed:
        proof = _certificate(job, certificates, documents, on, settled)
        if proof.certificate is not None:
            used.add(proof.certificate.pk)
        found.append(proof)
    found += [
        Proof(DocumentKind.EMPLOYER_CERTIFICATE, Standing.CONTRADICTED, employer=each.employer, certificate=each)
        for each in certificates
        if each.pk not in used and not any(_same_employer(job, each) for job in jobs)
    ]
    return [*found, _bank(seeker, answers)]


def _identity(
    application: Application, seeker: Seeker | None, answers: Answers, documents: list[Document], on: date
) -> Proof:
    """Vouched for by the State, or by us once already; who comes from farther shows that they may work here."""
    known = seeker is not None and bool(seeker.identity_from) and seeker.identity_from != SAID_BY_THE_STATE
    before = seeker is not None and Entitlement.objects.filter(seeker=seeker).exists()
    vouched = bool(application.identity_from) and answers.identity.nationality != FOREIGN
    if known or before or vouched:
        return Proof(DocumentKind.IDENTITY, Standing.HELD)
    return _by_document(DocumentKind.IDENTITY, documents, on)


def _by_document(kind: str, documents: list[Document], on: date, about: str | None = None) -> Proof:
    valid = [
        each for each in documents if each.kind == kind and each.is_valid(on) and (about is None or each.about == about)
    ]
    accepted = next((each for each in valid if each.state == DocumentState.ACCEPTED), None)
    if accepted:
        return Proof(kind, Standing.HELD, about or "", document=accepted)
    if valid:
        return Proof(kind, Standing.TO_READ, about or "", document=valid[0])
    return Proof(kind, Standing.MISSING, about or "")


def _certificate(
    job: JobFacts,
    certificates: list[EmployerCertificate],
    documents: list[Document],
    on: date,
    settled: set[int],
) -> Proof:
    about, kind = _about(job), DocumentKind.EMPLOYER_CERTIFICATE
    sent = _best_match(job, certificates)
    proof = _by_document(kind, documents, on, about)
    standing = proof.standing
    if job.position in settled:
        standing = Standing.HELD
    elif sent is not None:
        standing = Standing.HELD if agrees(job, sent) else Standing.CONTRADICTED
    return Proof(kind, standing, about, job.employer, job.position, proof.document, sent)


def _about(job: JobFacts) -> str:
    """Its matter in the register of documents: that of the journey, where the person sends it."""
    return about_job(Job(job.employer, job.starts_on, job.ends_on, 0, 0, job.end_reason))


def agrees(job: JobFacts, certificate: EmployerCertificate) -> bool:
    """Same days, same pay within a euro, same reason: then the employer's figures are taken."""
    return (job.starts_on, job.ends_on, job.end_reason) == (
        certificate.starts_on,
        certificate.ends_on,
        certificate.end_reason,
    ) and abs(job.gross_cents - certificate.gross_cents) <= SAME_PAY_CENTS


def _best_match(job: JobFacts, certificates: list[EmployerCertificate]) -> EmployerCertificate | None:
    """The certificate of the same employer for the same time; the one that agrees, if one does, else the latest sent."""
    about = [
        each
        for each in certificates
        if _same_employer(job, each)
        and each.starts_on <= (job.ends_on or each.ends_on)
        and each.ends_on >= job.starts_on
    ]
    about.sort(key=lambda each: (each.received_at, each.pk))
    return about[-1] if about else None


def _same_employer(job: JobFacts, certificate: EmployerCertificate) -> bool:
    if job.siret and job.siret == certificate.siret:
        return True
    return _plain(job.employer) == _plain(certificate.employer)


def _plain(name: str) -> str:
    """A name as two people would type it: no accent, no case, no punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in letters if each.isalnum())


def _certificates(nir: str, jobs: Sequence[JobFacts]) -> list[EmployerCertificate]:
    if not nir:
        return []
    ends = [job.ends_on for job in jobs if job.ends_on is not None]
    certificates = EmployerCertificate.objects.about(nir)
    return list(certificates.filter(ends_on__gt=max(ends) - LOOKED_BACK)) if ends else list(certificates)


def _bank(seeker: Seeker | None, answers: Answers) -> Proof:
    """Whoever chose to give it later is not kept waiting for a decision: only payments wait."""
    bank = answers.bank
    given = bool(bank.iban) or (seeker is not None and seeker.bank_accounts.live().exists())
    held = given or bank.later is True
    return Proof(DocumentKind.BANK_DETAILS, Standing.HELD if held else Standing.MISSING)
