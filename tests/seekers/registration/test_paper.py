"""The registration on paper: four tagged pages, the same for everybody, that any visitor may print."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client

from portal.intake.models import Slip
from portal.intake.rules import codes
from portal.intake.rules.finding import find
from seekers.registration.papers import PAGES

pytestmark = pytest.mark.django_db


def test_anybody_prints_the_blank_form_and_nothing_is_written() -> None:
    answer = Client().get("/inscription/papier/formulaire.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) == PAGES
        assert document.is_tagged()
        marks = [find(page.render(scale=2).to_pil()).mark for page in document]
        assert "Numéro de sécurité sociale" in document[0].get_textpage().get_text_range()
    assert marks == [codes.Mark(codes.BLANK, number) for number in range(1, PAGES + 1)]
    assert not Slip.objects.exists()


def test_the_page_says_that_paper_is_worth_the_same() -> None:
    assert "même date d’inscription" in Client().get("/inscription/papier/").content.decode()
