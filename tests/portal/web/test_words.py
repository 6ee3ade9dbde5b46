"""The words of a page: no sentence puts a month after a bare "de", which French cuts before a vowel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.months import Month
from portal.web.templatetags.words import of_month

ROOMS = ("portal", "seekers", "benefits", "offers", "advisors", "templates")
BARE = re.compile(r"\b[Dd]e (?:%\(month\)s|\{\{ *month *\}\}|\{month\})")


def bare(text: str) -> list[str]:
    return BARE.findall(text)


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((Path(settings.BASE_DIR) / room).rglob("*")):
            if path.suffix in {".py", ".html", ".typ"} and path.name != "words.py":
                yield path


@pytest.mark.parametrize(
    ("month", "french"),
    [
        (Month(2026, 11), "de novembre 2026"),
        (Month(2026, 4), "d’avril 2026"),
        (Month(2026, 8), "d’août 2026"),
        (Month(2026, 10), "d’octobre 2026"),
    ],
)
def test_of_a_month(month: Month, french: str) -> None:
    with translation.override("fr"):
        assert of_month(month) == french


def test_no_sentence_of_the_house_says_de_before_a_month() -> None:
    assert {str(path): found for path in sources() if (found := bare(path.read_text()))} == {}


@pytest.mark.parametrize("text", ["Votre mois de {{ month }}", "Relevé de %(month)s", "paiement de {month} parti"])
def test_such_a_sentence_is_seen(text: str) -> None:
    assert bare(text)
