"""Numbers as they are stored, or a refusal that the person reads."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal import identifiers
from seekers.profiles.services.refusals import WrongIdentity

POSTCODE_LENGTH = 5


def nir(typed: str) -> str:
    try:
        return identifiers.nir(typed)
    except identifiers.NotValid as wrong:
        raise WrongIdentity(_("Ce numéro de sécurité sociale n’est pas juste."), field="nir") from wrong


def phone(typed: str) -> str:
    """Empty stays empty: nobody is obliged to have a telephone."""
    try:
        return identifiers.phone(typed) if typed else ""
    except identifiers.NotValid as wrong:
        raise WrongIdentity(_("Ce numéro de téléphone n’existe pas."), field="phone") from wrong


def postcode(typed: str) -> str:
    if len(typed) != POSTCODE_LENGTH or not (typed.isascii() and typed.isdigit()):
        raise WrongIdentity(_("Un code postal a cinq chiffres."), field="postcode")
    return typed


def read_nir(typed: str) -> str:
    """The number as it is stored, to be compared; empty when it is none."""
    try:
        return identifiers.nir(typed)
    except identifiers.NotValid:
        return ""
