"""Claims in every situation: signed applications with their jobs, what employers sent, documents read."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any

from benefits.entitlements import services
from benefits.entitlements.models import Claim
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.documents.models import Document, DocumentKind
from portal.documents.models import State as DocumentState
from seekers.profiles.models import Seeker
from seekers.registration.answers import Answers, Bank, Job, Pause, Situation
from seekers.registration.models import Application, ApplicationState, EmployerCertificate, Employment, Interruption
from tests.portal.accounts.factories import UserFactory
from tests.seekers.registration.factories import RegistrationFactory

NOW = clock.at(date(2026, 9, 14), 9)
TODAY = date(2026, 9, 14)
NIR = "285049912345693"
_numbers = itertools.count(1)

BAKERY = Job(
    employer="Boulangerie Durand",
    starts_on=date(2025, 1, 6),
    ends_on=date(2026, 8, 31),
    gross_cents=4_000_000,
    minutes=20 * 9_100,
    end_reason="end_of_fixed_term",
    holiday_indemnity_cents=60_000,
)
"""Twenty months at 2 000 euros, full time."""
SHORT = Job(
    employer="Café du Port",
    starts_on=date(2026, 6, 1),
    ends_on=date(2026, 8, 28),
    gross_cents=520_000,
    minutes=3 * 9_100,
    end_reason="end_of_fixed_term",
)
"""Three months: not enough work."""


def benefit_advisor() -> User:
    return UserFactory(roles=(Role.BENEFIT_ADVISOR,))


def signed_application(
    *jobs: Job,
    pauses: tuple[Pause, ...] = (),
    bank: Bank | None = None,
    identity_from: str = "franceconnect",
    worked_abroad: bool | None = None,
    **person: Any,
) -> Application:
    """Signed on ``TODAY`` by somebody registered that day, whose identity the State vouches for unless told."""
    seeker: Seeker = (
        person.pop("seeker", None)
        or RegistrationFactory(
            registered_on=TODAY, **{f"seeker__{name}": value for name, value in {"nir": NIR, **person}.items()}
        ).seeker
    )
    answers = Answers(
        situation=Situation(claims=True, worked=bool(jobs), jobs=jobs, interrupted=bool(pauses), pauses=pauses,
                            had_right_before=True, worked_abroad=worked_abroad),
        bank=bank or Bank(later=True),
    )  # fmt: skip
    application = Application.objects.create(
        applicant=seeker.user, seeker=seeker, state=ApplicationState.SIGNED, answers=answers.to_json(),
        identity_from=identity_from, signed_at=NOW, signed_by=seeker.user, receipt=f"R{next(_numbers):08d}",
        asked_on=TODAY, registration=seeker.registrations.filter(application=None).first(),
    )  # fmt: skip
    for position, job in enumerate(jobs, start=1):
        told = {name: getattr(job, name) for name in job.__dataclass_fields__}
        Employment.objects.create(application=application, position=position, **told)
    for pause in pauses:
        Interruption.objects.create(
            application=application, kind=pause.kind, starts_on=pause.starts_on, ends_on=pause.ends_on
        )
    return application


def claimed(*jobs: Job, now: datetime = NOW, **facts: Any) -> Claim:
    """The claim of a signed application, as received: nothing examined yet."""
    application = signed_application(*(jobs or (BAKERY,)), **facts)
    return services.receive_claim(application=application, on=TODAY, actor=application.applicant, now=now)


def examined(claim: Claim, now: datetime = NOW) -> Claim:
    return services.examine(claim=claim, actor=None, now=now)


def certificate(job: Job = BAKERY, *, nir: str = NIR, **differs: Any) -> EmployerCertificate:
    """What the employer of ``job`` sent: the same facts, unless told."""
    facts = {name: getattr(job, name) for name in job.__dataclass_fields__} | {"siret": "12345678901234"} | differs
    return EmployerCertificate.objects.create(reference=f"C{next(_numbers)}", nir=nir, **facts)


def document(
    person: User, kind: str = DocumentKind.IDENTITY, about: str = "", state: str = DocumentState.READY
) -> Document:
    """A document whose file is not there: only its row counts here."""
    decided = {"decided_at": NOW} if state == DocumentState.ACCEPTED else {}
    return Document.objects.create(
        person=person, kind=kind, about=about, state=state, via="online", file=f"{next(_numbers):032d}", pages=1, bytes=1,
        sha256="0" * 64, sheets=[], received_at=NOW, scanned_at=NOW, keep_until=date(2030, 1, 1), **decided,
    )  # fmt: skip
