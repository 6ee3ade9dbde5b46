"""What we write to somebody for whom an advisor has done something, with their agreement."""

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


class DoneForYou(Kind):
    """The proof of one act, who did it, and the right to say within 48 hours that it is not what was asked."""

    code = "portfolios.done_for_you"
    link = "portfolios:done_for_me"
    at_once = True
    sms_parts = 2
    example = {
        "done": "Votre demande d’allocation de solidarité est ouverte de nouveau, à compléter",
        "name": "Marie-Christine Delacourt-Vasseur", "until": datetime(2026, 9, 28, 23, 59, tzinfo=UTC),
    }  # fmt: skip
    texts = {
        "fr": Text(
            subject="Fait pour vous, avec votre accord",
            body="{done}.\n\nFait par {name}, à qui vous avez donné votre accord.\n\n"
            "Ce n’est pas ce que vous aviez demandé ? Dites-le avant le {until}, sur cette page ou en nous appelant.",
            sms="un conseiller a agi pour vous, avec votre accord. Pas d'accord ? Dites-le avant le {until}.",
        ),
        "en": Text(
            subject="Done for you, with your agreement",
            body="{done}.\n\nDone by {name}, to whom you gave your agreement.\n\n"
            "Is it not what you asked for? Say so before {until}, on this page or by calling us.",
            sms="an advisor acted for you, with your agreement. You disagree? Say so before {until}.",
        ),
    }


class ActAnswered(Kind):
    """What was decided, by whom, and what can be done next."""

    code = "portfolios.act_answered"
    link = "portfolios:done_for_me"
    at_once = True
    example = {
        "decided": "Vous avez retiré votre désaccord", "words": "Nous avons relu ensemble votre adresse.",
        "name": "Marie-Christine Delacourt-Vasseur",
    }  # fmt: skip
    texts = {
        "fr": Text(
            subject="Réponse : « ce n’est pas ce que j’ai demandé »",
            body="{decided}.\n\nRéponse de {name} : « {words} »\n\nVous n’êtes pas d’accord ? Appelez-nous, ou demandez à "
            "être rappelé : une autre personne regardera.",
            sms="la reponse de votre conseiller est dans votre espace.",
        ),
        "en": Text(
            subject="Our answer: “this is not what I asked for”",
            body="{decided}.\n\nAnswer by {name}: “{words}”\n\nYou disagree? Call us, or ask to be called back: somebody "
            "else will look.",
            sms="the answer of your advisor is in your space.",
        ),
    }
