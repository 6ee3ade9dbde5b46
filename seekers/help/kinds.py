"""What we write to somebody who asked for help: the time, the answer, and that we are sorry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from portal.notifications.kinds import Kind, Text, Written

LONG = datetime(2026, 9, 28, 10, 30, tzinfo=UTC)


class ByTheirClock(Kind):
    """``zone`` in the context is where the time was promised: an applicant has no address yet, and may live overseas."""

    link = "help:mine"
    at_once = True

    @classmethod
    def write(cls, context: Mapping[str, Any], language: str, zone: str = "Europe/Paris") -> Written:
        return super().write(context, language, str(context.get("zone") or zone))


class CallPromised(ByTheirClock):
    code = "help.call_promised"
    example = {"start": LONG, "zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="Nous vous appelons le {start}",
            body="Vous avez demandé qu’un conseiller vous rappelle. Il vous appelle le {start}, ou dans la demi-heure qui suit.\n\n"
            "Vous ne pourrez pas répondre ? Annulez sur le site et choisissez un autre moment.",
            sms="un conseiller vous appelle le {start}, ou dans la demi-heure.",
        ),
        "en": Text(
            subject="We will call you on {start}",
            body="You asked an advisor to call you back. They will call on {start}, or within the half hour that follows.\n\n"
            "Cannot answer then? Cancel on the site and choose another time.",
            sms="an advisor calls you on {start}, or in the half hour after.",
        ),
    }


class AnswerPromised(ByTheirClock):
    code = "help.answer_promised"
    example = {"until": LONG, "zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="Votre message est bien arrivé",
            body="Un conseiller lit votre message et vous répond avant le {until}. La réponse sera dans votre messagerie.",
            sms="votre message est arrive, reponse avant le {until}.",
        ),
        "en": Text(
            subject="Your message has arrived",
            body="An advisor reads your message and answers before {until}. The answer will be in your inbox.",
            sms="your message has arrived, answer before {until}.",
        ),
    }


class PromiseMissed(ByTheirClock):
    """Said before the person complains."""

    code = "help.promise_missed"
    example = {"until": LONG, "zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="Nous n’avons pas tenu notre promesse",
            body="Nous devions vous répondre avant le {until}, et nous ne l’avons pas fait. Nous en sommes désolés.\n\n"
            "Votre demande passe maintenant avant les autres. Vous pouvez aussi nous appeler, sans attendre.",
            sms="nous devions vous repondre avant le {until}. Pardon : votre demande passe en premier.",
        ),
        "en": Text(
            subject="We did not keep our promise",
            body="We were to get back to you before {until}, and we did not. We are sorry.\n\n"
            "Your request now comes before the others. You can also call us without waiting.",
            sms="we were to answer before {until}. Sorry: your request comes first now.",
        ),
    }


class CalledInVain(ByTheirClock):
    """We called and nobody picked up: the next time, at once."""

    code = "help.called_in_vain"
    example = {"start": LONG, "zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="Nous avons essayé de vous joindre",
            body="Un conseiller vous a appelé, comme promis, et vous n’avez pas pu répondre. Ce n’est pas grave.\n\n"
            "Nous vous rappelons le {start}, ou dans la demi-heure qui suit. Ce moment ne vous va pas ? Changez-le sur le site.",
            sms="nous avons essaye de vous joindre. Nouvel appel le {start}.",
        ),
        "en": Text(
            subject="We tried to reach you",
            body="An advisor called you as promised, and you could not answer. It does not matter.\n\n"
            "We call again on {start}, or within the half hour that follows. Not a good time? Change it on the site.",
            sms="we tried to reach you. We call again on {start}.",
        ),
    }


class NeverReached(ByTheirClock):
    """Three calls in vain: the ball is in the person's court, and the door stays open."""

    code = "help.never_reached"
    example = {"zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="Nous n’avons pas réussi à vous joindre",
            body="Nous vous avons appelé trois fois sans réussir à vous joindre. Rien n’est perdu : redemandez un appel quand vous "
            "voulez, vérifiez votre numéro, ou écrivez-nous.",
            sms="nous n'avons pas reussi a vous joindre. Redemandez un appel quand vous voulez.",
        ),
        "en": Text(
            subject="We could not reach you",
            body="We called you three times and could not reach you. Nothing is lost: ask for a call again whenever you like, "
            "check your number, or write to us.",
            sms="we could not reach you. Ask for a call again whenever you like.",
        ),
    }


class HelpAnswered(ByTheirClock):
    code = "help.answered"
    example = {"answer": "x", "zone": "Europe/Paris"}
    texts = {
        "fr": Text(
            subject="La réponse à votre message",
            body="{answer}\n\nCette réponse ne suffit pas ? Demandez qu’on vous rappelle.",
            sms="un conseiller a repondu a votre message. Lisez-le sur le site.",
        ),
        "en": Text(
            subject="The answer to your message",
            body="{answer}\n\nNot enough? Ask to be called back.",
            sms="an advisor has answered your message. Read it on the site.",
        ),
    }
