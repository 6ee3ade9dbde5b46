"""What we write about the registration."""

from __future__ import annotations

from datetime import date

from portal.notifications.kinds import Kind, Text


class RegistrationEnded(Kind):
    """The person asked for it: they read that it is done, and that the door stays open."""

    code = "registration.ended"
    link = "registration:mine"
    at_once = True
    example = {"day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Votre inscription a pris fin",
            body="Comme vous l’avez demandé, votre inscription a pris fin le {day}.\n\n"
            "Vous cherchez de nouveau un emploi ? Pendant six mois, vous pouvez vous réinscrire en une étape : "
            "votre dossier et vos droits restants sont gardés.",
            sms="votre inscription a pris fin le {day}, comme demande.",
        ),
        "en": Text(
            subject="Your registration has ended",
            body="As you asked, your registration ended on {day}.\n\n"
            "Looking for work again? For six months you can register again in one step: "
            "your file and your remaining rights are kept.",
            sms="your registration ended on {day}, as you asked.",
        ),
    }


class RegisteredAgain(Kind):
    code = "registration.again"
    link = "registration:mine"
    at_once = True
    example = {"day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Votre inscription a repris",
            body="Votre inscription a repris le {day}. Votre dossier est gardé et vos droits restants reprennent.\n\n"
            "Pensez à faire votre déclaration chaque mois : nous vous le rappellerons.",
            sms="votre inscription a repris le {day}.",
        ),
        "en": Text(
            subject="You are registered again",
            body="You have been registered since {day}. Your file is kept and your remaining rights resume.\n\n"
            "Remember to declare every month: we will remind you.",
            sms="you are registered again since {day}.",
        ),
    }


class CessationUndone(Kind):
    code = "registration.cessation_undone"
    link = "registration:mine"
    texts = {
        "fr": Text(
            subject="Votre inscription continue",
            body="La fin de votre inscription a été annulée : c’est comme si elle n’avait jamais eu lieu. Vous "
            "n’avez rien à faire.",
            sms="votre inscription continue, sa fin a ete annulee.",
        ),
        "en": Text(
            subject="Your registration goes on",
            body="The end of your registration was cancelled: it is as if it had never happened. There is nothing "
            "you need to do.",
            sms="your registration goes on, its end was cancelled.",
        ),
    }
