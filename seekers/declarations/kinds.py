"""What we write about the monthly declaration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.urls import reverse

from portal.months import Month
from portal.notifications.kinds import Kind, Text
from seekers.registration.models import Registration

LONGEST = {
    "month": Month(2026, 9),
    "receipt": "K7M4X-R9HTA",
    "at": datetime(2026, 9, 28, 21, 59, tzinfo=UTC),
    "until": datetime(2026, 9, 28, 21, 59, tzinfo=UTC),
    "closed": datetime(2026, 10, 15, 21, 59, tzinfo=UTC),
    "on": date(2026, 9, 30),
}


class DeclarationReceived(Kind):
    """The proof, within the minute."""

    code = "declarations.received"
    at_once = True
    example = LONGEST
    texts = {
        "fr": Text(
            subject="Votre déclaration {of_month} est bien reçue",
            body="Nous avons reçu votre déclaration {of_month} le {at}.\n\nVotre preuve : {receipt}. Gardez ce code "
            ": il suffit, "
            "au téléphone, pour retrouver votre déclaration.\n\nUne erreur ? Vous pouvez corriger jusqu’à la fin de "
            "la période.",
            sms="declaration {of_month} recue le {at}. Votre preuve : {receipt}.",
        ),
        "en": Text(
            subject="Your declaration for {month} has been received",
            body="We received your declaration for {month} on {at}.\n\nYour proof: {receipt}. Keep this code: on the "
            "phone it is "
            "enough to find your declaration.\n\nA mistake? You can correct it until the period closes.",
            sms="declaration for {month} received on {at}. Your proof: {receipt}.",
        ),
    }

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return reverse("declarations:receipt", args=[context["month"]])


class DeclarationCorrected(Kind):
    code = "declarations.corrected"
    at_once = True
    example = LONGEST
    texts = {
        "fr": Text(
            subject="Votre déclaration {of_month} est corrigée",
            body="Nous avons reçu votre correction pour {month} le {at}. Elle remplace la déclaration d’avant, que "
            "nous gardons à "
            "côté.\n\nVotre nouvelle preuve : {receipt}.\n\nCe n’est pas vous ? Dites-le-nous tout de suite.",
            sms="declaration {of_month} corrigee le {at}. Votre preuve : {receipt}.",
        ),
        "en": Text(
            subject="Your declaration for {month} has been corrected",
            body="We received your correction for {month} on {at}. It replaces the declaration before it, which we "
            "keep beside "
            "it.\n\nYour new proof: {receipt}.\n\nWas it not you? Tell us at once.",
            sms="declaration for {month} corrected on {at}. Your proof: {receipt}.",
        ),
    }

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return reverse("declarations:receipt", args=[context["month"]])


class DeclaredWithYou(Kind):
    code = "declarations.assisted"
    at_once = True
    example = LONGEST
    texts = {
        "fr": Text(
            subject="Un conseiller a fait avec vous la déclaration {of_month}",
            body="Un conseiller a rempli avec vous la déclaration {of_month}, vous l’a relue, et vous avez dit oui.\n\n"
            "Votre preuve : {receipt}.\n\nCe n’est pas ce que vous avez dit ? Vous avez jusqu’au {until} pour le "
            "contester ici. "
            "Votre inscription ne risque rien.",
            sms="declaration {of_month} faite avec un conseiller. Pas d'accord ? Repondez avant le {until}.",
        ),
        "en": Text(
            subject="An advisor made the declaration for {month} with you",
            body="An advisor filled in the declaration for {month} with you, read it back to you, and you agreed.\n\n"
            "Your proof: {receipt}.\n\nIs it not what you said? You have until {until} to object here. "
            "Your registration is not at risk.",
            sms="declaration for {month} made with an advisor. Not right? Object before {until}.",
        ),
    }
    sms_parts = 2

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return reverse("declarations:objection", args=[context["month"]])


class FormTyped(Kind):
    """The paper form has become a declaration."""

    code = "declarations.form_typed"
    at_once = True
    example = LONGEST
    texts = {
        "fr": Text(
            subject="Votre formulaire {of_month} est recopié : voici la preuve",
            body="Un conseiller a recopié votre formulaire papier {of_month}.\n\nVotre preuve : {receipt}. Gardez ce code : il "
            "suffit, au téléphone, pour retrouver votre déclaration.\n\nQuelque chose n’est pas juste ? Vous avez jusqu’au "
            "{until} pour le dire, ici, par téléphone ou par lettre. Votre inscription ne risque rien.",
            sms="formulaire {of_month} recopie. Votre preuve : {receipt}. Pas juste ? Dites-le avant le {until}.",
        ),
        "en": Text(
            subject="Your form for {month} has been typed: here is the proof",
            body="An advisor has typed your paper form for {month}.\n\nYour proof: {receipt}. Keep this code: on the phone it is "
            "enough to find your declaration.\n\nIs something not right? You have until {until} to say so, here, by telephone "
            "or by letter. Your registration is not at risk.",
            sms="form for {month} typed. Your proof: {receipt}. Not right? Tell us before {until}.",
        ),
    }
    sms_parts = 2

    @classmethod
    def path(cls, context: Mapping[str, Any]) -> str:
        return reverse("declarations:objection", args=[context["month"]])


class TimeGiven(Kind):
    """The month has closed, and we wait for the post."""

    code = "declarations.time_given"
    link = "declarations:list"
    example = LONGEST
    sms_parts = 2
    texts = {
        "fr": Text(
            subject="Votre déclaration {of_month} : nous attendons la poste",
            body="La période pour déclarer {month} est finie, et votre formulaire n’est pas encore arrivé. La poste peut avoir du "
            "retard : votre inscription continue, nous attendons jusqu’au {until}.\n\nVous l’avez posté ? Vous n’avez rien à "
            "faire. Sinon, appelez-nous : un conseiller peut déclarer avec vous.",
            sms="formulaire {of_month} pas encore arrive. Votre inscription continue jusqu'au {until}. Pas poste ? Appelez-nous.",
        ),
        "en": Text(
            subject="Your declaration for {month}: we are waiting for the post",
            body="The period to declare {month} is over, and your form has not arrived yet. The post may be late: you stay "
            "registered, and we wait until {until}.\n\nHave you posted it? There is nothing to do. If not, call us: an advisor "
            "can declare with you.",
            sms="form for {month} not here yet. You stay registered until {until}. Not posted? Call us.",
        ),
    }


class ObjectionReceived(Kind):
    code = "declarations.objection"
    link = "declarations:list"
    at_once = True
    example = LONGEST
    texts = {
        "fr": Text(
            subject="Nous avons reçu votre contestation",
            body="Vous n’êtes pas d’accord avec la déclaration {of_month} faite avec un conseiller. Un conseiller va "
            "vous appeler.\n\n"
            "Jusqu’à la fin de la période, vous pouvez aussi la corriger vous-même : vos réponses vous attendent. "
            "En attendant, votre inscription continue.",
            sms="nous avons recu votre contestation pour {month}. Un conseiller va vous appeler.",
        ),
        "en": Text(
            subject="We received your objection",
            body="You do not agree with the declaration for {month} made with an advisor. An advisor will call you.\n\n"
            "Until the period closes you can also correct it yourself: your answers are waiting for you. "
            "Meanwhile you stay registered.",
            sms="we received your objection for {month}. An advisor will call you.",
        ),
    }


class MonthNotDeclared(Kind):
    """Why, what it means, and the way back: never a letter that frightens."""

    code = "declarations.missed"
    link = "registration:again"
    example = LONGEST
    sms_parts = 2
    texts = {
        "fr": Text(
            subject="Votre inscription a pris fin : {month} n’a pas été déclaré",
            body="Nous n’avons pas reçu votre déclaration {of_month} avant le {closed}. Votre inscription a donc "
            "pris fin le {on}, "
            "et le paiement s’arrête.\n\nCe n’est pas une sanction et personne ne vous reproche rien. Vos droits "
            "restants ne sont "
            "pas perdus.\n\nVous cherchez toujours un emploi ? Réinscrivez-vous en une étape : votre dossier est "
            "gardé.\n\n"
            "Vous aviez déclaré, ou vous n’avez pas pu ? Appelez-nous : un conseiller peut encore déclarer ce mois "
            "avec vous. "
            "Vous pouvez aussi contester cette décision.",
            sms="{month} n'est pas declare : votre inscription est finie. Ce n'est pas une sanction, revenez en une "
            "etape :",
        ),
        "en": Text(
            subject="Your registration has ended: {month} was not declared",
            body="We did not receive your declaration for {month} before {closed}. Your registration therefore ended "
            "on {on}, and "
            "payment stops.\n\nThis is not a sanction and nobody blames you. Your remaining rights are not lost.\n\n"
            "Still looking for work? Register again in one step: your file is kept.\n\n"
            "You had declared, or you could not? Call us: an advisor can still declare this month with you. "
            "You can also contest this decision.",
            sms="{month} was not declared: your registration has ended. It is no sanction, come back in one step:",
        ),
    }

    @classmethod
    def still_needed(cls, user_ids: Collection[int], about: str, now: datetime) -> Collection[int]:
        """Night holds the SMS back until morning: whoever has come back meanwhile is not told to."""
        back = Registration.objects.active().filter(seeker__user_id__in=user_ids)
        return set(user_ids) - set(back.values_list("seeker__user_id", flat=True))
