"""What the house writes to people about their own account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.notifications.kinds import Kind, Text

LATE = datetime.fromisoformat("2026-09-30T23:59+02:00")
LONG_PATH = "/compte/mot-de-passe/lien/" + "x" * 43 + "/"


class ChoosePassword(Kind):
    """The link of a forgotten password."""

    code = "account.choose_password"
    outward_only = True
    at_once = True
    example = {"path": LONG_PATH}
    texts = {
        "fr": Text(
            subject="Choisir un mot de passe",
            body="Vous avez demandé à choisir un mot de passe.\nOuvrez le lien ci-dessous : il marche une fois, pendant "
            "30 minutes.\nCe n’était pas vous ? Ne faites rien : votre mot de passe actuel reste valable.",
        ),
        "en": Text(
            subject="Choose a password",
            body="You asked to choose a password.\nOpen the link below: it works once, for 30 minutes.\nIf it was not you, do "
            "nothing: your present password still works.",
        ),
    }

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return str(context["path"])


class Invitation(ChoosePassword):
    """An account was opened for the person."""

    code = "account.invitation"
    texts = {
        "fr": Text(
            subject="Votre compte Rebond est ouvert",
            body="Un compte vient d’être ouvert pour vous.\nOuvrez le lien ci-dessous pour choisir votre mot de passe : il marche "
            "une fois, pendant trois jours.",
        ),
        "en": Text(
            subject="Your Rebond account is open",
            body="An account has just been opened for you.\nOpen the link below to choose your password: it works once, for three "
            "days.",
        ),
    }


class AccountLocked(Kind):
    """Ten wrong passwords or codes."""

    code = "account.locked"
    link = "account_reset_password"
    at_once = True
    example = {"until": LATE}
    texts = {
        "fr": Text(
            subject="Votre compte est bloqué pour un moment",
            body="Quelqu’un s’est trompé dix fois de mot de passe ou de code sur votre compte.\nIl n’accepte plus personne "
            "jusqu’au {until}.\nC’était vous ? Choisissez un nouveau mot de passe : le compte s’ouvre aussitôt.\nCe n’était "
            "pas vous ? Personne n’est entré. Rien d’autre à faire.",
        ),
        "en": Text(
            subject="Your account is locked for a while",
            body="Someone gave a wrong password or code ten times on your account.\nIt lets nobody in until {until}.\nWas it "
            "you? Choose a new password: the account opens at once.\nIt was not you? Nobody came in. Nothing else to do.",
        ),
    }


class SecurityChanged(Kind):
    """One class a change, so that each sentence is whole in each language."""

    code = "account.password"
    link = "account_security"
    at_once = True
    example = {"at": LATE}
    texts = {
        "fr": Text(
            subject="Votre mot de passe a changé",
            body="Votre mot de passe a changé le {at}.\nCe n’était pas vous ? Choisissez-en un autre tout de suite, et "
            "appelez-nous.",
        ),
        "en": Text(
            subject="Your password has changed",
            body="Your password changed on {at}.\nIt was not you? Choose another one now, and call us.",
        ),
    }


class SecondFactorOn(SecurityChanged):
    code = "account.second_factor_on"
    texts = {
        "fr": Text(
            "Second facteur en place",
            "Un second facteur protège votre compte depuis le {at}.\nCe n’était pas vous ? Appelez-nous.",
        ),
        "en": Text(
            "Second factor set up", "A second factor has protected your account since {at}.\nIt was not you? Call us."
        ),
    }


class SecondFactorOff(SecurityChanged):
    code = "account.second_factor_off"
    texts = {
        "fr": Text(
            "Second facteur retiré",
            "Le second facteur de votre compte a été retiré le {at}.\nCe n’était pas vous ? Appelez-nous.",
        ),
        "en": Text(
            "Second factor removed", "The second factor of your account was removed on {at}.\nIt was not you? Call us."
        ),
    }


class RecoveryCodes(SecurityChanged):
    code = "account.recovery_codes"
    texts = {
        "fr": Text(
            "Nouveaux codes de secours",
            "De nouveaux codes de secours ont été faits le {at}.\nCe n’était pas vous ? Appelez-nous.",
        ),
        "en": Text("New recovery codes", "New recovery codes were made on {at}.\nIt was not you? Call us."),
    }


class Roles(SecurityChanged):
    code = "account.roles"
    texts = {
        "fr": Text(
            "Vos accès ont changé",
            "Un rôle de votre compte a changé le {at}.\nVous ne vous y attendiez pas ? Dites-le à votre agence.",
        ),
        "en": Text("Your access has changed", "A role of your account changed on {at}.\nUnexpected? Tell your agency."),
    }


class StateLinked(SecurityChanged):
    code = "account.state_linked"
    texts = {
        "fr": Text(
            "Une identité de l’État ouvre votre compte",
            "Depuis le {at}, votre compte s’ouvre aussi par FranceConnect ou ProConnect.\nCe n’était pas vous ? Retirez "
            "ce lien dans « Ma sécurité », et appelez-nous.",
        ),
        "en": Text(
            "A State identity opens your account",
            "Since {at}, your account also opens through FranceConnect or ProConnect.\nIt was not you? Remove this link in "
            "“My security”, and call us.",
        ),
    }


class StateUnlinked(SecurityChanged):
    code = "account.state_unlinked"
    texts = {
        "fr": Text(
            "FranceConnect n’ouvre plus votre compte",
            "Le lien entre votre compte et FranceConnect a été retiré le {at}.\nCe n’était pas vous ? Appelez-nous.",
        ),
        "en": Text(
            "FranceConnect no longer opens your account",
            "The link between your account and FranceConnect was removed on {at}.\nIt was not you? Call us.",
        ),
    }


CHANGES: dict[str, type[SecurityChanged]] = {
    kind.code.removeprefix("account."): kind
    for kind in (SecurityChanged, SecondFactorOn, SecondFactorOff, RecoveryCodes, Roles, StateLinked, StateUnlinked)
}
"""By ``SecurityChanged.what`` of the accounts' events."""


class Spraying(Kind):
    """To those who run the site."""

    code = "account.spraying"
    link = "home"
    at_once = True
    example = {"at": LATE}
    texts = {
        "fr": Text(
            subject="Alerte : essais de mots de passe en masse",
            body="Depuis le {at}, trop de connexions échouent sur tout le site : un même mot de passe est sans doute essayé sur "
            "beaucoup de comptes.\nLes adresses qui échouent sont déjà freinées davantage. Regardez d’où viennent les "
            "essais, et prévenez la sécurité.",
        ),
        "en": Text(
            subject="Alert: passwords tried in bulk",
            body="Since {at}, too many sign-ins fail over the whole site: one password is probably being tried on many "
            "accounts.\nFailing addresses are already slowed down more. Look where the tries come from, and tell security.",
        ),
    }


class TooManyFiles(Kind):
    """To those who run the site."""

    code = "account.too_many_files"
    link = "home"
    at_once = True
    example = {"who": "CLAIRE01", "files": 150, "at": LATE}
    texts = {
        "fr": Text(
            subject="Alerte : trop de dossiers ouverts par un compte",
            body="Le {at}, le compte {who} a voulu ouvrir plus de {files} dossiers en un jour. Il n’en ouvre plus d’autres d’ici "
            "demain.\nAppelez cette personne. Si ce n’est pas elle, fermez le compte, et prévenez la sécurité.",
        ),
        "en": Text(
            subject="Alert: too many files opened by one account",
            body="On {at}, the account {who} tried to open more than {files} files in one day. It opens no others until "
            "tomorrow.\nCall this person. If it is not them, close the account, and tell security.",
        ),
    }
