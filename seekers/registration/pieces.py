"""The documents that an application needs, given its answers, and what employers have sent about the person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.documents.models import Document, DocumentKind, State
from portal.web.templatetags.words import day
from seekers.registration.answers import Answers, Job
from seekers.registration.models import Application, EmployerCertificate, EndReason

PAY_TOLERANCE_CENTS = 100
"""A person rounds; an employer does not."""
SAID_BY_THE_STATE = "franceconnect"


@dataclass(frozen=True, slots=True)
class Piece:
    """One document.  ``held`` is what we have of it; ``settled`` says why none is asked for."""

    kind: str
    about: str
    title: str
    why: str
    held: Document | None = None
    settled: str = ""
    set_aside: bool = False
    """What was sent held a virus: nobody opened it, and it is asked for again."""

    @property
    def send_url(self) -> str:
        query = {"about": self.about, "next": reverse("registration:step", args=["documents"])}
        return f"{reverse('documents:send', args=[self.kind])}?{urlencode({k: v for k, v in query.items() if v})}"


def needed(application: Application, answers: Answers, today: date) -> list[Piece]:
    """Identity, one certificate a job, the residence permit: each with what we already have.  Never asked twice."""
    held = list(Document.objects.of(application.applicant))
    pieces = [_identity(application, answers)]
    certificates = _certificates(answers)
    for job in answers.situation.jobs:
        if job.end_reason != EndReason.STILL_WORKING:
            pieces.append(_certificate(job, certificates, shown=vouched(application)))
    return [_with_what_we_have(piece, held, today) for piece in pieces]


def about_job(job: Job) -> str:
    """The matter of a job's certificate, as the register of documents knows it."""
    ended = job.ends_on.isoformat() if job.ends_on else ""
    return f"employer:{job.employer}:{ended}"[:160]


def vouched(application: Application) -> bool:
    """Does somebody else than the keyboard say who this is?  Only then is what employers sent shown."""
    return application.identity_from == SAID_BY_THE_STATE


def offered(application: Application, answers: Answers) -> list[EmployerCertificate]:
    """Certificates to take over in one press: only of a vouched identity whose number agrees with the date of birth, and
    not of jobs that are written already."""
    if not vouched(application) or not _number_agrees(answers):
        return []
    written = {(job.starts_on, job.ends_on) for job in answers.situation.jobs}
    return [each for each in _certificates(answers) if (each.starts_on, each.ends_on) not in written]


def job_of(application: Application, answers: Answers, reference: str) -> Job | None:
    """The certificate of this number as a job of the application; None when it is not offered to this person."""
    found = next((each for each in offered(application, answers) if str(each.pk) == reference), None)
    if found is None:
        return None
    return Job(
        employer=found.employer, starts_on=found.starts_on, ends_on=found.ends_on, gross_cents=found.gross_cents,
        minutes=found.minutes, end_reason=found.end_reason, siret=found.siret, seasonal=found.seasonal,
        termination_indemnity_cents=found.termination_indemnity_cents,
        holiday_indemnity_cents=found.holiday_indemnity_cents,
    )  # fmt: skip


def _certificates(answers: Answers) -> list[EmployerCertificate]:
    return list(EmployerCertificate.objects.about(answers.identity.nir)) if answers.identity.nir else []


def _number_agrees(answers: Answers) -> bool:
    """The number holds the year of birth, and the month when it is known."""
    nir, born = answers.identity.nir, answers.identity.birth_date
    if born is None or not nir[1:5].isdigit():
        return False
    month = int(nir[3:5])
    return int(nir[1:3]) == born.year % 100 and (month == born.month or not 1 <= month <= 12)


def _identity(application: Application, answers: Answers) -> Piece:
    foreign = answers.identity.nationality == "other"
    why = _("Pour vérifier qui vous êtes : carte d’identité, passeport ou titre de séjour, recto et verso.")
    if foreign:
        why = _("Votre titre de séjour, recto et verso : il dit que vous pouvez travailler en France.")
    settled = _("FranceConnect nous l’a confirmée.") if vouched(application) and not foreign else ""
    return Piece(DocumentKind.IDENTITY, "", str(DocumentKind.IDENTITY.label), why, settled=settled)


def _certificate(job: Job, certificates: list[EmployerCertificate], *, shown: bool) -> Piece:
    agreed = any(_agrees(job, each) for each in certificates)
    ended = day(job.ends_on) if job.ends_on else ""
    return Piece(
        DocumentKind.EMPLOYER_CERTIFICATE,
        about_job(job),
        _("Attestation de %(employer)s") % {"employer": job.employer},
        _("Votre employeur vous l’a remise à la fin du contrat, le %(day)s.") % {"day": ended},
        settled=_("Votre employeur nous l’a envoyée.") if agreed and shown else "",
    )


def _agrees(job: Job, certificate: EmployerCertificate) -> bool:
    same_days = (job.starts_on, job.ends_on) == (certificate.starts_on, certificate.ends_on)
    return same_days and abs(job.gross_cents - certificate.gross_cents) <= PAY_TOLERANCE_CENTS


def _with_what_we_have(piece: Piece, held: list[Document], today: date) -> Piece:
    known = next(
        (each for each in held if (each.kind, each.about) == (piece.kind, piece.about) and not each.erased_at), None
    )
    if known is None:
        infected = any(
            (each.kind, each.about, each.state) == (piece.kind, piece.about, State.INFECTED) for each in held
        )
        return replace(piece, set_aside=infected)
    return replace(piece, held=known)
