"""What is missing or impossible in an application, to be put right before signing.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from portal import identifiers
from seekers.registration.answers import Answers, Availability, Bank, Contact, Household, Identity, Search
from seekers.registration.findings import Finding
from seekers.registration.rules.period import age
from seekers.registration.rules.words import NAME_MOST, unfit
from seekers.registration.rules.work import situation

YOUNGEST, OLDEST = 16, 110
"""Registration is open from 16 (L5411-1 and the end of compulsory school)."""
EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])",
    re.ASCII,
)
"""What a letter box may be called, and a domain that ends with letters."""
EMAIL_MOST, LINE_MOST, TITLE_MOST, WORDS_MOST, HOLDER_MOST = 254, 120, 120, 500, 70
POSTCODE, COMMUNE, ROME = re.compile(r"\d{5}", re.ASCII), re.compile(r"[0-9][0-9AB][0-9]{3}"), re.compile(r"[A-Z]\d{4}")
FARTHEST_KM, LONGEST_WEEK = 500, 48
MOST_CHILDREN, MOST_RESOURCES_CENTS = 20, 9_999_999_00

NATIONALITIES = ("french", "european", "other")
CHANNELS = ("email", "sms", "inbox")
AUTONOMIES = ("low", "medium", "high")
LANGUAGES = ("fr", "en")
OTHER_SITUATIONS = ("training", "sick", "maternity", "other")
ADJUSTMENTS = ("hearing", "seeing", "moving", "understanding", "other")
CONTRACTS = ("permanent", "fixed_term", "temporary", "seasonal", "apprenticeship")

Found = Iterator[Finding]


def problems(answers: Answers, today: date) -> list[Finding]:
    """Everything that stands before the signature, in the order of the steps.  ``today``: where the person lives."""
    return [each for step in STEPS for each in problems_of(step, answers, today)]


def problems_of(step: str, answers: Answers, today: date) -> list[Finding]:
    """The same for one step, by the name of its answers (``identity``…)."""
    return list(STEPS[step](getattr(answers, step), today))


def identity(said: Identity, today: date) -> Found:
    yield from unfit("identity", "first_name", said.first_name, NAME_MOST, needed=True)
    yield from unfit("identity", "last_name", said.last_name, NAME_MOST, needed=True)
    yield from unfit("identity", "birth_place", said.birth_place, NAME_MOST, needed=True)
    if said.birth_date is None:
        yield Finding("unanswered", "identity", "birth_date")
    elif said.birth_date > today or age(said.birth_date, today) > OLDEST:
        yield Finding("born_when", "identity", "birth_date")
    elif age(said.birth_date, today) < YOUNGEST:
        yield Finding("too_young", "identity", "birth_date")
    yield from _one_of("identity", "nationality", said.nationality, NATIONALITIES)
    if said.nir and not _reads(identifiers.nir, said.nir):
        yield Finding("not_a_nir", "identity", "nir")


def contact(said: Contact, today: date) -> Found:
    if said.email and (len(said.email) > EMAIL_MOST or not EMAIL.fullmatch(said.email)):
        yield Finding("not_an_email", "contact", "email")
    if said.phone and not _reads(identifiers.phone, said.phone):
        yield Finding("not_a_phone", "contact", "phone")
    if said.phone and said.phone_is_shared is None:
        yield Finding("unanswered", "contact", "phone_is_shared")
    yield from _one_of("contact", "preferred_channel", said.preferred_channel, CHANNELS)
    if said.preferred_channel == "email" and not said.email:
        yield Finding("channel_without_email", "contact", "email")
    if said.preferred_channel == "sms" and not (said.phone and _mobile(said.phone)):
        yield Finding("channel_without_phone", "contact", "phone")
    yield from _one_of("contact", "language", said.language, LANGUAGES)
    yield from _one_of("contact", "autonomy", said.autonomy, AUTONOMIES)


def address(said: Any, today: date) -> Found:
    yield from unfit("address", "line", said.line, LINE_MOST, needed=True)
    if not POSTCODE.fullmatch(said.postcode):
        yield Finding("not_a_postcode", "address", "postcode")
    elif not COMMUNE.fullmatch(said.commune):
        yield Finding("unanswered", "address", "commune")


def household(said: Household, today: date) -> Found:
    """Useful for one allowance only: nothing here is owed, what is there must be possible."""
    if said.children_raised is not None and not 0 <= said.children_raised <= MOST_CHILDREN:
        yield Finding("not_a_choice", "household", "children_raised")
    if said.monthly_resources_cents is not None and not 0 <= said.monthly_resources_cents <= MOST_RESOURCES_CENTS:
        yield Finding("pay_too_high", "household", "monthly_resources_cents")


def availability(said: Availability, today: date) -> Found:
    if said.available is None:
        yield Finding("unanswered", "availability", "available")
    if said.available is False:
        yield from _one_of("availability", "other_situation", said.other_situation, OTHER_SITUATIONS)
    yield from unfit("availability", "adjustments_words", said.adjustments_words, WORDS_MOST, needed=False)
    if not set(said.adjustments) <= set(ADJUSTMENTS):
        yield Finding("not_a_choice", "availability", "adjustments")
    if (said.adjustments or said.adjustments_words) and said.adjustments_consent is not True:
        yield Finding("not_agreed", "availability", "adjustments_consent")


def search(said: Search, today: date) -> Found:
    if not ROME.fullmatch(said.occupation):
        yield Finding("unanswered", "search", "occupation")
    yield from unfit("search", "title", said.title, TITLE_MOST, needed=True)
    if said.mobility_km is None or not 0 <= said.mobility_km <= FARTHEST_KM:
        yield Finding("unanswered", "search", "mobility_km")
    if not said.contracts or not set(said.contracts) <= set(CONTRACTS):
        yield Finding("unanswered", "search", "contracts")
    if said.weekly_hours is None or not 1 <= said.weekly_hours <= LONGEST_WEEK:
        yield Finding("unanswered", "search", "weekly_hours")


def bank(said: Bank, today: date) -> Found:
    if said.later:
        return
    if not said.iban:
        yield Finding("unanswered", "bank", "iban")
    elif not _reads(identifiers.iban, said.iban):
        yield Finding("not_an_iban", "bank", "iban")
    yield from unfit("bank", "holder", said.holder, HOLDER_MOST, needed=True)


STEPS: dict[str, Callable[[Any, date], Found]] = {
    "identity": identity,
    "contact": contact,
    "address": address,
    "situation": situation,
    "household": household,
    "availability": availability,
    "search": search,
    "bank": bank,
}


def _one_of(step: str, field: str, said: str, choices: tuple[str, ...]) -> Found:
    if said not in choices:
        yield Finding("not_a_choice" if said else "unanswered", step, field)


def _reads(read: Callable[[str], str], typed: str) -> bool:
    try:
        read(typed)
    except identifiers.NotValid:
        return False
    return True


def _mobile(typed: str) -> bool:
    return _reads(identifiers.phone, typed) and identifiers.is_mobile(identifiers.phone(typed))
