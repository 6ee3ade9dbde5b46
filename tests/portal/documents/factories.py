"""Documents, made through the room's own services."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import File

from portal import clock
from portal.accounts.models import User
from portal.documents import services
from portal.documents.gateways.local import LocalAntivirus
from portal.documents.models import Document, DocumentKind, DocumentRequest, Sending, Via
from tests.portal.accounts.factories import UserFactory
from tests.portal.documents.making import given, jpeg


def receive(*files: File, person: User | None = None, kind: str = DocumentKind.PAYSLIP, about: str = "") -> Document:
    person = person or UserFactory()
    return services.receive(
        person=person, kind=kind, files=files, about=about, via=Via.ONLINE, actor=person, now=clock.now()
    )


def ready(*, person: User | None = None, kind: str = DocumentKind.PAYSLIP, about: str = "") -> Document:
    """One printed page that the antivirus has looked at."""
    document = receive(given(jpeg()), person=person, kind=kind, about=about)
    return services.scan(document=document, antivirus=LocalAntivirus(), now=clock.now())


def prepare(*files: File, person: User | None = None, sending: Sending | None = None) -> Sending:
    person = person or (sending.person if sending else UserFactory())
    return services.prepare(
        person=person, kind=DocumentKind.PAYSLIP, files=files, sending=sending, actor=person, now=clock.now()
    )


def asked(person: User, *, kind: str = DocumentKind.PAYSLIP, about: str = "", days: int = 15) -> DocumentRequest:
    return services.ask(
        person=person, kind=kind, about=about, why="Pour calculer votre allocation de novembre.",
        due_on=clock.today() + timedelta(days=days), matter="claim:1", actor=None, now=clock.now(),
    )  # fmt: skip
