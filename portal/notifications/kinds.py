"""The messages of the house, one class each, declared in the ``kinds.py`` of the room that sends them.

    class LastDay(Kind):
        code = "reminders.last_day"
        texts = {
            "fr": Text(subject="…", body="…", sms="dernier jour pour déclarer {month}."),
            "en": Text(…),
        }
        link = "declarations:home"
        example = {"month": Month(2026, 9)}

An SMS is put together here, always in the same shape: who speaks, what, one link to our own site, whom to call.  At start-up
(``checks.py``) every kind is written with its longest values and refused when it holds a letter outside GSM-7, takes more
parts than it says, carries a second link, or names what a shared telephone should not show.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from portal.months import FRENCH_NAMES, Month
from portal.notifications.rules.quiet import zone_of

ENGLISH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LANGUAGES = ("fr", "en")
HELP = {"fr": "Aide :", "en": "Help:"}


class Category(models.TextChoices):
    ESSENTIAL = "essential", "Essential: a right or a duty depends on it; it can change channel, never be switched off"
    CONVENIENCE = "convenience", "Convenience: useful, and never more than one SMS a day"


@dataclass(frozen=True)
class Text:
    """One language.  ``body`` is read on the site and by e-mail; ``sms`` is only the middle of the SMS (no sender, link or
    telephone number: they are added); an empty ``sms`` means never by SMS.  Placeholders: ``{month}``, ``{day}``…, and
    ``{of_month}`` for ``de novembre``, ``d’octobre`` (see ``worded``)."""

    subject: str
    body: str
    sms: str = ""


@dataclass(frozen=True)
class Written:
    """A message in words, ready for every channel."""

    subject: str
    body: str
    short: str
    link: str
    """A path of our own site."""
    language: str = "fr"


class Kind:
    """One message.  Never instantiated: ``post(kind=LastDay, …)``."""

    code: ClassVar[str]
    """``room.name``, stable: it is stored with every message."""
    category: ClassVar[Category] = Category.ESSENTIAL
    texts: ClassVar[dict[str, Text]]
    link: ClassVar[str] = "home"
    """The name of a page without arguments; ``path`` may be overridden for a page with some."""
    example: ClassVar[dict[str, Any]] = {}
    """Every placeholder with the longest value that real life can give it."""
    sms_parts: ClassVar[int] = 1
    """How many SMS the longest text may take."""
    outward_only: ClassVar[bool] = False
    """Holds a secret that proves who owns the mailbox: it is not shown in the inbox, where a stolen session could read it."""
    at_once: ClassVar[bool] = False
    """The answer to what the person has just done: hours of silence do not hold it back."""
    once_a_day: ClassVar[bool] = False
    """Essential, yet not worth a second SMS on the same day; convenience kinds always are so."""

    @classmethod
    def still_needed(cls, user_ids: Collection[int], about: str, now: datetime) -> Collection[int]:
        """Asked for a whole slice just before sending: who should still get it.  ``about`` is what was given to ``post``."""
        return user_ids

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        """The page of our site that the message leads to."""
        return reverse(cls.link)

    @classmethod
    def is_capped(cls) -> bool:
        """May the person get no more than one such SMS a day?"""
        return cls.once_a_day or cls.category is Category.CONVENIENCE

    @classmethod
    def write(cls, context: Mapping[str, Any], language: str, zone: str = "Europe/Paris") -> Written:
        """The message in ``language`` (French when it is not one of ours), instants told in ``zone``.

        Months, dates and instants of ``context`` are put into words here; other values are written as they are.
        """
        language = language if language in cls.texts else "fr"
        text = cls.texts[language]
        long = worded(context, in_words, language, zone)
        link = cls.path(context)
        short = ""
        if text.sms:
            middle = text.sms.format_map(worded(context, in_brief, language, zone))
            short = f"{settings.SMS_SENDER}: {middle} {settings.SITE_URL}{link} {HELP[language]} {settings.HELP_PHONE}"
        subject = text.subject.format_map(long)
        return Written(subject[:1].upper() + subject[1:], text.body.format_map(long), short, link, language)

    @classmethod
    def placeholders(cls, template: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" not in cls.__dict__:
            return  # a base that several messages share
        known = _kinds.setdefault(cls.code, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"two kinds of message are called {cls.code!r}: {known} and {cls}")


_kinds: dict[str, type[Kind]] = {}


def kinds() -> dict[str, type[Kind]]:
    """Every kind by its code."""
    return dict(_kinds)


def kind_of(code: str) -> type[Kind] | None:
    """The kind called ``code``; None when an older release stored it and it is gone."""
    return _kinds.get(code)


def worded(
    context: Mapping[str, Any], say: Callable[[Any, str, str], str], language: str, zone: str = "Europe/Paris"
) -> dict[str, str]:
    """What each placeholder becomes, said by ``in_words`` or ``in_brief``.

    A month called ``month`` gives ``of_month`` too, since French cuts "de" before a vowel: ``de novembre``, ``d’octobre``.
    """
    words = {name: say(value, language, zone) for name, value in context.items()}
    for name, value in context.items():
        if isinstance(value, Month):
            of = "of " if language != "fr" else "d’" if value.elides else "de "
            words[f"of_{name}"] = say(of, language, zone) + words[name]
    return words


def in_words(value: Any, language: str, zone: str) -> str:
    """``novembre 2026``, ``15 décembre``, ``15 décembre à 23 h 59`` and their English."""
    names = FRENCH_NAMES if language == "fr" else ENGLISH_NAMES
    if isinstance(value, Month):
        return f"{names[value.month - 1]} {value.year}"
    if isinstance(value, datetime):
        local = value.astimezone(zone_of(zone))
        time = f"à {local.hour} h {local.minute:02d}" if language == "fr" else f"at {local:%H:%M}"
        return f"{in_words(local.date(), language, zone)} {time}"
    if isinstance(value, date):
        day = "1er" if value.day == 1 and language == "fr" else str(value.day)
        return f"{day} {names[value.month - 1]}"
    return str(value)


def in_brief(value: Any, language: str, zone: str) -> str:
    """The same within GSM-7: ``novembre``, ``15/12``, ``15/12 à 23h59``.  ``aout`` is written without its accent, which GSM-7
    does not have (a spelling accepted since 1990)."""
    if isinstance(value, Month):
        return (FRENCH_NAMES if language == "fr" else ENGLISH_NAMES)[value.month - 1].replace("û", "u")
    if isinstance(value, datetime):
        local = value.astimezone(zone_of(zone))
        return f"{local:%d/%m à %Hh%M}" if language == "fr" else f"{local:%d/%m at %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m}"
    return str(value).replace("\u00a0", " ").replace("\u202f", " ").replace("€", "EUR").replace("’", "'")
