"""The telephone numbers of the house, one an audience: who calls the wrong one is sent round in circles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

RECRUITER = "recruiter"
SAID = (
    gettext_noop("du lundi au vendredi, de 8 h 30 à 16 h 30"),
    gettext_noop("du lundi au vendredi, de 9 h à 17 h"),
    gettext_noop("service gratuit, prix d’un appel"),
)
"""The words of the settings as they come, for the catalogue.  An agency that changes them reads its own in every language."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """``number`` is written as it is said: ``39 49``."""

    audience: str | Promise
    number: str
    hours: str
    price: str

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "").replace("\u00a0", "")


def for_seekers() -> Telephone:
    hours, price = gettext(settings.HELP_PHONE_HOURS), gettext(settings.HELP_PHONE_PRICE)
    return Telephone(_("Vous cherchez un emploi"), settings.HELP_PHONE, hours, price)


def for_employers() -> Telephone:
    hours, price = gettext(settings.EMPLOYER_PHONE_HOURS), gettext(settings.EMPLOYER_PHONE_PRICE)
    return Telephone(_("Vous recrutez"), settings.EMPLOYER_PHONE, hours, price)


def telephone_of(user: Any) -> Telephone:
    """The number for ``user``: that of employers for who recruits, that of job seekers for everybody else, signed out too."""
    recruits = user is not None and user.is_authenticated and RECRUITER in user.roles
    return for_employers() if recruits else for_seekers()
