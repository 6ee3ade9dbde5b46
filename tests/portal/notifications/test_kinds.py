"""Every message of the house can be sent, in every language, with its longest values; and the check sees what it must (T11)."""

from __future__ import annotations

import re

import pytest
from django.core.checks.registry import registry

from portal.months import Month
from portal.notifications import checks
from portal.notifications.kinds import Kind, Text, kinds


def house_kinds() -> list[type[Kind]]:
    return [kind for code, kind in sorted(kinds().items()) if not code.startswith("tests.")]


def codes(kind: type[Kind]) -> set[str]:
    return {error.id for error in checks.problems(kind)}


def made(sms: str = "rien de neuf.", **facts) -> type[Kind]:
    """A kind of message that nobody registered."""
    texts = {language: Text("Sujet", "Corps", sms) for language in ("fr", "en")}
    return type("Made", (Kind,), {"texts": texts, "link": "home", **facts} | {"__qualname__": "Made"})


@pytest.fixture(autouse=True)
def _unnamed(monkeypatch):
    """Kinds made here are bases without a code: they stay out of the registry."""
    monkeypatch.setattr(Kind, "code", "tests.made", raising=False)


@pytest.mark.parametrize("kind", house_kinds(), ids=lambda kind: kind.code)
def test_every_message_of_the_house_can_be_sent(kind):
    assert checks.problems(kind) == []


def uncut(kind: type[Kind]) -> list[str]:
    """The passages of ``kind``, over the twelve months, that say "de" before a vowel."""
    told = [f"{each.subject} {each.body} {each.short}" for each in checks.previews_of(kind, "fr")]
    return [found for text in told for found in re.findall(r"\bde (?:avril|ao[uû]t|octobre)\b", text)]


@pytest.mark.parametrize("kind", house_kinds(), ids=lambda kind: kind.code)
def test_no_message_says_de_before_a_vowel(kind):
    assert uncut(kind) == []


def test_a_month_put_after_a_bare_de_is_seen():
    bare = made("mois de {month}.", example={"month": Month(2026, 9)})
    assert uncut(bare) == ["de avril", "de aout", "de octobre"]


@pytest.mark.parametrize(
    ("language", "month", "letter", "sms"),
    [
        ("fr", Month(2026, 11), "Mois de novembre 2026", "mois de novembre."),
        ("fr", Month(2026, 8), "Mois d’août 2026", "mois d'aout."),
        ("en", Month(2026, 10), "Month of October 2026", "month of October."),
    ],
)
def test_of_a_month_is_said_whole(language, month, letter, sms):
    word = {"fr": "mois", "en": "month"}[language]
    texts = {language: Text(f"{word} {{of_month}}", "Corps", f"{word} {{of_month}}.")}
    kind = made(example={"month": Month(2026, 9)}, texts=texts)
    written = kind.write({"month": month}, language)
    assert written.subject == letter
    assert f": {sms} " in written.short


def test_start_up_runs_the_check():
    assert checks.check_kinds in registry.get_checks()


def test_the_house_has_its_reminders():
    assert {kind.code for kind in house_kinds()} >= {"reminders.opening", "reminders.last_day"}


def test_a_good_one_is_let_through():
    assert codes(made()) == set()


@pytest.mark.parametrize(
    ("facts", "seen"),
    [
        ({"sms": "la clôture approche."}, checks.BAD_LETTERS),
        ({"sms": "a" * 120}, checks.TOO_LONG),
        ({"sms": "voyez https://bit.ly/x1 vite."}, checks.WRONG_SHAPE),
        ({"sms": "voyez www.faux.example."}, checks.WRONG_SHAPE),
        ({"sms": "pour {first_name}.", "example": {"first_name": "Amina"}}, checks.RISKY_WORDS),
        ({"sms": "votre {nir}.", "example": {"nir": "x"}}, checks.RISKY_WORDS),
        ({"sms": "paiement de {amount}.", "example": {"amount": "812,40 EUR"}}, checks.RISKY_WORDS),
        ({"sms": "dossier {file}.", "example": {"file": "285047512300145"}}, checks.RISKY_WORDS),
        ({"sms": "compte {where}.", "example": {"where": "FR7630001007941234567890185"}}, checks.RISKY_WORDS),
        ({"sms": "avant le {day}."}, checks.MISSING),
        ({"link": "no:such:page"}, checks.MISSING),
        ({"texts": {"fr": Text("Sujet", "Corps")}}, checks.MISSING),
    ],
    ids=["letter", "length", "link", "bare host", "name", "NIR", "amount", "value of a NIR", "value of an IBAN", "no example",
         "no page", "no English"],
)  # fmt: skip
def test_sabotage_each_rule_sees_what_it_is_for(facts, seen):
    assert seen in codes(made(**facts))


def test_august_hides_no_foreign_letter():
    """``août`` is not in GSM-7: the month is written so that it is, and the check looks at all twelve."""
    kind = made("{month}.", example={"month": Month(2026, 8)})
    assert codes(kind) == set()
    shorts = {written.short for written in checks.previews_of(kind, "fr")}
    assert len(shorts) == 12
    assert any("aout" in short for short in shorts)


def test_two_kinds_cannot_share_a_code():
    with pytest.raises(ValueError, match="two kinds"):
        type("Impostor", (Kind,), {"code": "reminders.eve", "texts": {}})
