"""System checks over every kind of message, in every language, with its longest values (T11).

An SMS speaks in our name, holds one link to our own site, ends with the telephone number to call, stays within GSM-7 and its
parts, and names nothing that a shared telephone should not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.urls import NoReverseMatch

from portal.months import Month
from portal.notifications.kinds import LANGUAGES, Kind, Text, Written, in_words, kinds, worded
from portal.notifications.rules import gsm7

RISKY = ("nir", "iban", "name", "birth", "amount", "address", "email")
"""What may not be a placeholder of an SMS, anywhere in its name."""
NIR_OR_IBAN = re.compile(r"\b[1-478]\d{12}(?:\d{2})?\b|\bFR\d{2}[0-9A-Z]{20,}\b", re.ASCII)
ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.ASCII)
BAD_LETTERS, TOO_LONG, WRONG_SHAPE, RISKY_WORDS, MISSING = (f"notifications.E00{number}" for number in range(1, 6))


@register
def check_kinds(**_options: Any) -> list[Error]:
    return [error for kind in kinds().values() for error in problems(kind)]


def problems(kind: type[Kind]) -> list[Error]:
    """Everything that is wrong with ``kind``; the sentence says where and what to write instead."""
    found = [
        _error(kind, f"has no text in {language!r}", MISSING) for language in LANGUAGES if language not in kind.texts
    ]
    for language, text in kind.texts.items():
        absent = _placeholders(kind, text) - worded(kind.example, in_words, language).keys()
        if absent:
            found.append(_error(kind, f"gives no longest value of {', '.join(sorted(absent))}", MISSING))
            continue
        try:
            previews = list(previews_of(kind, language))
        except NoReverseMatch:
            found.append(_error(kind, f"leads to a page that does not exist ({kind.link!r})", MISSING))
            continue
        found += _sms_problems(kind, language, text, previews) if text.sms else []
    return found


def previews_of(kind: type[Kind], language: str) -> Iterator[Written]:
    """``kind`` with its longest values, in each month of the year: August hides a letter that GSM-7 does not have."""
    for number in range(1, 13):
        months = {key: Month(2026, number) for key, value in kind.example.items() if isinstance(value, Month)}
        yield kind.write({**kind.example, **months}, language)
        if not months:
            return


def _placeholders(kind: type[Kind], text: Text) -> set[str]:
    return set.union(*(kind.placeholders(part) for part in (text.subject, text.body, text.sms)))


def _sms_problems(kind: type[Kind], language: str, text: Text, previews: list[Written]) -> list[Error]:
    found = []
    risky = {name for name in kind.placeholders(text.sms) if any(word in name for word in RISKY)}
    if risky:
        found.append(
            _error(kind, f"shows {', '.join(sorted(risky))} by SMS, which a shared telephone tells all", RISKY_WORDS)
        )
    wrong: dict[str, Error] = {}
    for short in dict.fromkeys(written.short for written in previews):
        for code, sentence in _faults_of(short, kind.sms_parts):
            wrong.setdefault(code, _error(kind, f"({language}) {sentence}: {short!r}", code))
    return found + list(wrong.values())


def _faults_of(short: str, parts: int) -> Iterator[tuple[str, str]]:
    """What is wrong with one SMS as it would leave."""
    letters = gsm7.foreign_letters(short)
    if letters:
        yield BAD_LETTERS, f"holds {' '.join(letters)}, outside GSM-7, and costs {gsm7.parts(short)} SMS"
    elif gsm7.parts(short) > parts:
        yield TOO_LONG, f"takes {gsm7.parts(short)} SMS, not {parts}"
    if NIR_OR_IBAN.search(short):
        yield RISKY_WORDS, "shows a NIR or an IBAN"
    links = ADDRESS.findall(short)
    ours = [link for link in links if link.startswith(f"{settings.SITE_URL}/")]
    whole = short.startswith(f"{settings.SMS_SENDER}: ") and short.endswith(settings.HELP_PHONE)
    if len(links) != 1 or ours != links or not whole:
        yield WRONG_SHAPE, "is not “sender: text, one link to us, telephone”"


def _error(kind: type[Kind], sentence: str, code: str) -> Error:
    return Error(f"message {kind.code} {sentence}", obj=kind, id=code)
