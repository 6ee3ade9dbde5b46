"""The proof: its page, its PDF, the versions beside each other, and the right to object."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from seekers.declarations import receipts, services
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker
from tests.factories import advisor
from tests.seekers.declarations.browsing import MORNING, signed_in, two_employers
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, said
from tests.seekers.declarations.factories import sent as sent_at
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
PROOF = "/declarations/2026-11/recu/"


@pytest.fixture
def version(seeker: Seeker) -> Version:
    return sent_at(seeker, two_employers(), now=MORNING)


def test_the_page_gives_the_code_the_time_and_what_comes_next(browser: Client, version: Version) -> None:
    page = browser.get(PROOF).content.decode()
    assert version.receipt in page
    assert "29 novembre 2026 à 10\u00a0h\u00a005" in page
    assert "Déclarer votre mois de décembre 2026" in page
    assert "Corriger le salaire estimé" in page


def test_once_the_month_is_closed_nothing_past_is_promised_nor_asked(
    browser: Client, version: Version, at: Callable[[datetime], None]
) -> None:
    assert "Premiers virements" in browser.get(PROOF).content.decode()
    at(CLOSED)
    page = browser.get(PROOF).content.decode()
    assert "Premiers virements" not in page
    assert "Corriger le salaire estimé" not in page


def test_nothing_sent_is_404(browser: Client) -> None:
    assert browser.get(PROOF).status_code == 404


def test_the_pdf_is_accessible_and_always_the_same_bytes(browser: Client, version: Version) -> None:
    first = browser.get(f"{PROOF}{version.receipt}.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == f'attachment; filename="declaration-2026-11-{version.receipt}.pdf"'
    assert b"<pdfuaid:part>1</pdfuaid:part>" in _everything_in(first.content)
    assert receipts.pdf(Version.objects.get(pk=version.pk)) == first.content


def _everything_in(pdf: bytes) -> bytes:
    """The file and its streams, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return pdf + b"".join(unpacked)


def test_what_a_person_typed_is_never_read_as_typst_code(browser: Client, seeker: Seeker) -> None:
    answers = two_employers()
    hostile = type(answers.employers[0])('#panic("x") $ \\ [ *', 600, 9_000, ended=False)
    version = sent_at(seeker, said(worked=True, employers=(hostile,)), now=MORNING)
    assert browser.get(f"{PROOF}{version.receipt}.pdf").content.startswith(b"%PDF")


def test_an_older_version_stays_readable_and_says_that_it_no_longer_counts(
    browser: Client, seeker: Seeker, version: Version
) -> None:
    sent_at(seeker, said(), now=MORNING, base_version=1)
    page = browser.get(f"{PROOF}{version.receipt}/").content.decode()
    assert "Crèche Les Lilas" in page
    assert "version plus récente" in page


def test_the_code_of_another_person_leads_nowhere(version: Version) -> None:
    other = signed_in(registered())
    for ending in ("", f"{version.receipt}/", f"{version.receipt}.pdf"):
        assert other.get(f"{PROOF}{ending}").status_code == 404


def test_what_an_advisor_declared_can_be_objected_to(browser: Client, seeker: Seeker) -> None:
    services.file_assisted(
        seeker=seeker, month=NOVEMBER, answers=said(), consent_words="Oui, c’est bien cela", read_back=True,
        advisor=advisor(), via="phone", now=MORNING,
    )  # fmt: skip
    assert "Ce n’est pas ce que j’ai dit" in browser.get(PROOF).content.decode()
    address = "/declarations/2026-11/objection/"
    assert browser.post(address, {"words": ""}).status_code == 422
    assert browser.post(address, {"words": "J’ai travaillé trois jours."}).status_code == 302
    assert browser.get(address).headers["Location"] == PROOF, "once is enough"
    assert 'href="/declarations/2026-11/"' in browser.get("/declarations/").content.decode(), "the way to correct it"


def test_a_declaration_made_alone_has_nothing_to_object_to(browser: Client, version: Version) -> None:
    assert browser.get("/declarations/2026-11/objection/").status_code == 404
