"""French as it is printed: in one place, for every sentence of ours, and for nothing that a person typed."""

from __future__ import annotations

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from portal.web import typography
from portal.web.templatetags.words import phone


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Pas d’accord ?", "Pas d’accord\u00a0?"),
        ("Attention !", "Attention\u00a0!"),
        ("Série %(number)s : %(sum)s", "Série %(number)s\u00a0: %(sum)s"),
        ("« Oui » ; « non »", "«\u00a0Oui\u00a0»\u00a0; «\u00a0non\u00a0»"),
        ("à 14:05, https://rebond.example/?a=1", "à 14:05, https://rebond.example/?a=1"),
        ("Help: call us", "Help: call us"),
    ],
)
def test_a_sentence_keeps_its_signs_with_their_word(written: str, printed: str) -> None:
    assert typography.typeset(written) == printed


def test_what_we_write_is_typeset_wherever_it_is_translated() -> None:
    with translation.override("fr"):
        assert gettext("Une phrase à nous ?") == "Une phrase à nous\u00a0?"
        assert [ngettext("%(n)d cas : un", "%(n)d cas : des", n) for n in (0, 1, 2)] == [
            "%(n)d cas\u00a0: des", "%(n)d cas\u00a0: un", "%(n)d cas\u00a0: des",
        ]  # fmt: skip
        page = engines["django"].from_string("{% load i18n %}{% translate 'À nous ?' %} {{ theirs }}")
        assert page.render({"theirs": "À moi ?"}) == "À nous\u00a0? À moi ?"


def test_english_is_left_alone() -> None:
    with translation.override("en"):
        assert "\u00a0?" not in gettext("Vous n’êtes pas d’accord ?")


@pytest.mark.django_db
def test_a_page_has_no_sign_alone_at_the_beginning_of_a_line() -> None:
    page = Client().get("/inscription/commencer/").content.decode()
    assert "Vous préférez autrement\u00a0?" in page
    assert "Vous préférez autrement ?" not in page


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+33639982244", "06 39 98 22 44"),
        ("+596696201234", "0696 20 12 34"),
        ("+262692123456", "0692 12 34 56"),
        ("+687751234", "75 12 34"),
        ("+32470123456", "+32 470 12 34 56"),
        ("nadia@inscription.invalid", "nadia@inscription.invalid"),
    ],
)
def test_a_telephone_is_shown_in_the_national_way(number: str, shown: str) -> None:
    assert phone(number) == shown.replace(" ", "\u00a0")
