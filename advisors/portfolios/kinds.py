"""What we write to somebody whose registration an advisor has filled in with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from portal.notifications.kinds import Kind, Text

LONG_PATH = "/compte/mot-de-passe/lien/" + "x" * 43 + "/"
EXAMPLE = {"receipt": "K7M4X-R9HTA", "until": datetime(2026, 9, 28, 23, 59, tzinfo=UTC)}


class RegisteredWithYou(Kind):
    """The proof, and the right to say within 48 hours that it is not what was said."""

    code = "portfolios.registered_with_you"
    link = "registration:done"
    at_once = True
    example = EXAMPLE
    texts = {
        "fr": Text(
            subject="Votre inscription a été remplie avec vous",
            body="Un conseiller a rempli et signé votre inscription avec vous, avec votre accord. Numéro de preuve : {receipt}.\n\n"
            "Quelque chose n’est pas juste ? Dites-le avant le {until}, sur votre page ou en nous appelant : nous corrigerons.",
            sms="inscription remplie avec vous, preuve {receipt}. Pas juste ? Dites-le avant le {until}.",
        ),
        "en": Text(
            subject="Your registration was filled in with you",
            body="An advisor filled in and signed your registration with you, with your agreement. Proof number: {receipt}.\n\n"
            "Something is not right? Say so before {until}, on your page or by calling us: we will correct it.",
            sms="registration filled in with you, proof {receipt}. Not right? Say so before {until}.",
        ),
    }
    sms_parts = 2


class ChooseYourPassword(Kind):
    """The way into an account for who has a telephone and no e-mail.  Holds a secret: never in the inbox."""

    code = "portfolios.choose_your_password"
    outward_only = True
    at_once = True
    sms_parts = 2
    example = {"path": LONG_PATH, "login": "81191666249"}
    texts = {
        "fr": Text(
            subject="Choisissez votre mot de passe",
            body="Votre identifiant est {login}.\nOuvrez le lien ci-dessous pour choisir votre mot de passe : il marche une fois, "
            "pendant trois jours. Sans Internet, vous n’en avez pas besoin : tout se fait aussi au téléphone ou à l’agence.",
            sms="identifiant {login}. Choisissez votre mot de passe :",
        ),
        "en": Text(
            subject="Choose your password",
            body="Your identifier is {login}.\nOpen the link below to choose your password: it works once, for three days. Without "
            "Internet you do not need one: everything can be done by telephone or at the agency.",
            sms="identifier {login}. Choose your password:",
        ),
    }

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return str(context["path"])
