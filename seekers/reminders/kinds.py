"""The words of each step.  Kind and plain: what, by when, where, whom to call; never a threat."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar

from portal.months import Month
from portal.notifications.kinds import Kind, Text
from seekers.declarations import services as declarations
from seekers.reminders.cohorts import cohort
from seekers.reminders.ladder import Dates, step_of, useful_until


class Reminder(Kind):
    """Base of the steps.  ``about`` is the month, written ``2026-11``."""

    link = "declarations:list"
    once_a_day = True
    example: ClassVar[dict[str, Any]] = {
        "month": Month(2026, 9),
        "opening": date(2026, 9, 28),
        "closing": date(2026, 9, 15),
    }

    @classmethod
    def still_needed(cls, user_ids: Collection[int], about: str, now: datetime) -> Collection[int]:
        """Nobody once a later step takes over; else those who are still in the cohort of the step."""
        step, month = step_of(cls.code.removeprefix("reminders.")), Month.parse(about)
        window = declarations.find_window(month)
        if now >= useful_until(step, Dates.between(window.opens_at, window.ends_at)):
            return ()
        people = cohort(step.cohort, month).filter(user_id__in=list(user_ids))
        return set(people.values_list("user_id", flat=True))


class HeadsUp(Reminder):
    code = "reminders.heads_up"
    texts = {
        "fr": Text(
            "Bientôt votre déclaration {of_month}",
            "Vous pourrez déclarer votre mois {of_month} à partir du {opening} et jusqu’au {closing}.\n\n"
            "Cela prend deux minutes. Vous préférez le faire avec quelqu’un ? Un conseiller peut vous appeler.",
            "la déclaration {of_month} ouvre le {opening}. Un conseiller peut la faire avec vous.",
        ),
        "en": Text(
            "Your {month} declaration opens soon",
            "You can declare {month} from {opening} until {closing}.\n\n"
            "It takes two minutes. Would you rather do it with someone? An advisor can call you.",
            "the {month} declaration opens on {opening}. An advisor can do it with you.",
        ),
    }


class Opening(Reminder):
    code = "reminders.opening"
    texts = {
        "fr": Text(
            "Déclarez votre mois {of_month}",
            "Vous pouvez déclarer votre mois {of_month}, jusqu’au {closing} à minuit.\n\n"
            "Avez-vous travaillé ? Êtes-vous toujours à la recherche d’un emploi ? Quelques questions, deux minutes, "
            "et vous voyez tout de suite ce qui vous sera payé.",
            "vous pouvez déclarer {month}, avant le {closing} minuit.",
        ),
        "en": Text(
            "Declare your month of {month}",
            "You can now declare {month}, until {closing} at midnight.\n\n"
            "Did you work? Are you still looking for a job? A few questions, two minutes, "
            "and you see at once what you will be paid.",
            "you can now declare {month}, until {closing} midnight.",
        ),
    }


class HaveReady(Reminder):
    code = "reminders.have_ready"
    texts = {
        "fr": Text(
            "{month} : ce qu’il faut avoir sous la main",
            "Vous avez travaillé le mois dernier. Pour déclarer {month} avant le {closing} à minuit, préparez :\n\n"
            "– le nom de chaque employeur,\n– les heures travaillées,\n– le salaire brut.\n\n"
            "Vos employeurs du mois dernier sont déjà inscrits. Un bulletin manque ? Déclarez le montant que vous attendez.",
        ),
        "en": Text(
            "{month}: what to have at hand",
            "You worked last month. To declare {month} before {closing} at midnight, have ready:\n\n"
            "– the name of each employer,\n– the hours worked,\n– the gross pay.\n\n"
            "Your employers of last month are already listed. A payslip is missing? Declare the amount that you expect.",
        ),
    }


class DraftBegun(Reminder):
    code = "reminders.draft_begun"
    texts = {
        "fr": Text(
            "Votre déclaration {of_month} n’est pas encore envoyée",
            "Vous avez commencé à déclarer {month}. Rien n’est perdu : reprenez où vous en étiez, et envoyez avant le "
            "{closing} à minuit.",
            "déclaration {of_month} commencée, pas envoyée. Reprenez avant le {closing}:",
        ),
        "en": Text(
            "Your {month} declaration is not sent yet",
            "You have begun to declare {month}. Nothing is lost: go on where you stopped, and send it before "
            "{closing} at midnight.",
            "{month} declaration begun, not sent. Go on before {closing}:",
        ),
    }


class NotBegun(Reminder):
    code = "reminders.not_begun"
    texts = {
        "fr": Text(
            "{month} : votre déclaration vous attend",
            "Vous n’avez pas encore déclaré {month}. Vous avez jusqu’au {closing} à minuit, et cela prend deux minutes.",
            "{month} reste à déclarer, avant le {closing} minuit. 2 minutes:",
        ),
        "en": Text(
            "{month}: your declaration is waiting",
            "You have not declared {month} yet. You have until {closing} at midnight, and it takes two minutes.",
            "{month} is still to declare, before {closing} midnight. 2 minutes:",
        ),
    }


class DraftWaiting(Reminder):
    code = "reminders.draft_waiting"
    texts = {
        "fr": Text(
            "Il ne reste qu’à envoyer {month}",
            "Votre déclaration {of_month} est commencée et gardée, mais pas envoyée. Il reste quelques clics, avant le "
            "{closing} à minuit.",
            "il ne reste qu'à envoyer {month}, avant le {closing} minuit. Reprenez ici:",
        ),
        "en": Text(
            "{month}: only sending is left",
            "Your {month} declaration is begun and kept, but not sent. A few clicks are left, before {closing} at midnight.",
            "{month}: only sending is left, before {closing} midnight. Go on here:",
        ),
    }


class StillNotBegun(Reminder):
    code = "reminders.still_not_begun"
    texts = {
        "fr": Text(
            "Encore quelques jours pour déclarer {month}",
            "Vous n’avez pas encore déclaré {month}. La période se termine le {closing} à minuit.\n\n"
            "Un doute sur une question ? Appelez-nous : nous pouvons remplir la déclaration ensemble.",
            "encore quelques jours pour déclarer {month}, avant le {closing} minuit:",
        ),
        "en": Text(
            "A few days left to declare {month}",
            "You have not declared {month} yet. The period ends on {closing} at midnight.\n\n"
            "Not sure about a question? Call us: we can fill in the declaration together.",
            "a few days left to declare {month}, before {closing} midnight:",
        ),
    }


class ThreeDays(Reminder):
    code = "reminders.three_days"
    texts = {
        "fr": Text(
            "{month} : la fin approche",
            "Vous n’avez pas encore envoyé votre déclaration {of_month}. La période se termine le {closing} à minuit.\n\n"
            "Sans elle, votre inscription s’arrête et {month} n’est pas payé. Nous voulons l’éviter avec vous : "
            "appelez-nous.",
            "{month} reste à déclarer, fin le {closing} minuit. Besoin de nous ? Appelez.",
        ),
        "en": Text(
            "{month}: the end is near",
            "You have not sent your {month} declaration yet. The period ends on {closing} at midnight.\n\n"
            "Without it your registration stops and {month} is not paid. We want to avoid that with you: call us.",
            "{month} is still to declare, until {closing} midnight. Need help? Call us.",
        ),
    }


class Eve(Reminder):
    code = "reminders.eve"
    texts = {
        "fr": Text(
            "{month} : demain est le dernier jour",
            "Vous avez jusqu’à demain, {closing}, à minuit pour envoyer votre déclaration {of_month}. Deux minutes suffisent.",
            "demain minuit, fin de la déclaration {of_month}. 2 minutes suffisent:",
        ),
        "en": Text(
            "{month}: tomorrow is the last day",
            "You have until tomorrow, {closing}, at midnight to send your {month} declaration. Two minutes are enough.",
            "tomorrow at midnight the {month} declaration ends. 2 minutes are enough:",
        ),
    }


class LastDay(Reminder):
    code = "reminders.last_day"
    once_a_day = False
    texts = {
        "fr": Text(
            "{month} : dernier jour pour déclarer",
            "C’est le dernier jour pour envoyer votre déclaration {of_month} : jusqu’à ce soir, minuit.\n\n"
            "Vous n’y arrivez pas ? Appelez-nous dès que possible : nous la remplissons avec vous.",
            "dernier jour pour déclarer {month}: ce soir minuit. Bloqué ? Appelez-nous vite.",
        ),
        "en": Text(
            "{month}: last day to declare",
            "This is the last day to send your {month} declaration: until midnight tonight.\n\n"
            "Stuck? Call us as soon as you can: we fill it in with you.",
            "last day to declare {month}: midnight tonight. Stuck? Call us soon.",
        ),
    }


KINDS: dict[str, type[Reminder]] = {
    kind.code.removeprefix("reminders."): kind
    for kind in (
        HeadsUp, Opening, HaveReady, DraftBegun, NotBegun, DraftWaiting, StillNotBegun, ThreeDays, Eve, LastDay,
    )
}  # fmt: skip
