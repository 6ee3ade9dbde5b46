"""What is sent becomes one PDF of ours, whole on disk before its row, or changes nothing."""

from __future__ import annotations

import pytest

from portal import clock
from portal.documents import services, storage
from portal.documents.models import Document, DocumentKind, State, Via
from tests.portal.accounts.factories import UserFactory
from tests.portal.documents.making import given, jpeg, pages_of, pdf, png, webp

pytestmark = pytest.mark.django_db


def receive(*files, person=None, kind=DocumentKind.PAYSLIP, about="", via=Via.ONLINE) -> Document:
    person = person or UserFactory()
    return services.receive(person=person, kind=kind, files=files, about=about, via=via, actor=person, now=clock.now())


def test_photos_and_pdf_become_one_pdf_in_order():
    document = receive(given(jpeg()), given(pdf(2), "fiche.pdf"), given(png(), "a.png"), given(webp(), "b.webp"))
    assert document.state == State.WAITING
    assert document.pages == 5
    content = storage.document(document.file).read_bytes()
    assert pages_of(content) == 5
    assert len(content) == document.bytes
