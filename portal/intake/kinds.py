"""What we write about paper: exactly what was read, and what happens next, by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation

from portal.documents.models import DocumentKind
from portal.months import Month
from portal.notifications.kinds import Kind, Text, Written, in_words

LONGEST: dict[str, Any] = {
    "month": Month(2026, 9),
    "number": "K7M 4X9 HTA",
    "count": 99,
    "joined": 99,
    "lacking": (2, 3),
    "received": date(2026, 9, 28),
    "postmark": date(2026, 9, 28),
    "promised": date(2026, 9, 30),
    "document": DocumentKind.BANK_DETAILS.value,
    # Worded by ``PaperReceived.write`` from those above, in each language.
    "pages": "", "posted": "", "missing": "", "enclosed": "", "what": "",
}  # fmt: skip


class PaperReceived(Kind):
    """``count`` pages read; ``joined``: pages that came with the form; ``lacking``: pages of the form that did not come;
    ``postmark``: a date or None."""

    at_once = True
    example = LONGEST
    sms_parts = 2

    @classmethod
    def write(cls, context: Mapping[str, Any], language: str, zone: str = "Europe/Paris") -> Written:
        french = language != "en"
        posted = context.get("postmark")
        phrases = {
            "pages": _pages(context["count"], french),
            "posted": _posted(in_words(posted, language, zone), french) if posted else "",
            "enclosed": _enclosed(context.get("joined", 0), french),
            "missing": _missing(context["lacking"], french),
            "what": _kind_in(language, context["document"]) if context.get("document") else "",
        }
        return super().write({**context, **phrases}, language, zone)


class DeclarationFormReceived(PaperReceived):
    code = "intake.declaration_form"
    texts = {
        "fr": Text(
            subject="Nous avons reçu votre formulaire de déclaration {of_month}",
            body="Votre formulaire de déclaration {of_month}, numéro {number}, est arrivé le {received}{posted}. "
            "Nous avons lu {pages}.{enclosed}{missing}\n\nEt après ? Un conseiller recopie vos réponses, "
            "au plus tard le {promised}. "
            "Vous recevez alors votre preuve.\n\nC’est la date de la poste qui compte : un formulaire posté avant la fin de la "
            "période est à l’heure, même si nous le recopions plus tard.",
            sms="formulaire {of_month} recu le {received} ({pages}). Recopie au plus tard le {promised}.",
        ),
        "en": Text(
            subject="We have received your declaration form for {month}",
            body="Your declaration form for {month}, number {number}, arrived on {received}{posted}. "
            "We have read {pages}.{enclosed}{missing}\n\nWhat next? An advisor types your answers by {promised}. "
            "You then receive your proof.\n\nThe date of the postmark counts: a form posted before the period closes is in "
            "time, even when we type it later.",
            sms="form for {month} received on {received} ({pages}). Typed by {promised}.",
        ),
    }


class RegistrationFormReceived(PaperReceived):
    code = "intake.registration_form"
    texts = {
        "fr": Text(
            subject="Nous avons reçu votre formulaire d’inscription",
            body="Votre formulaire d’inscription, numéro {number}, est arrivé le {received}{posted}. "
            "Nous avons lu {pages}.{enclosed}{missing}\n\nEt après ? Un conseiller recopie vos réponses, "
            "au plus tard le {promised}. "
            "Votre inscription compte du jour où vous avez posté ce formulaire, et vous en recevez la preuve.",
            sms="formulaire d'inscription recu le {received} ({pages}). Recopie au plus tard le {promised}.",
        ),
        "en": Text(
            subject="We have received your registration form",
            body="Your registration form, number {number}, arrived on {received}{posted}. "
            "We have read {pages}.{enclosed}{missing}\n\nWhat next? An advisor types your answers by {promised}. "
            "Your registration counts from the day you posted this form, and you receive the proof of it.",
            sms="registration form received on {received} ({pages}). Typed by {promised}.",
        ),
    }


class PaperDocumentReceived(PaperReceived):
    code = "intake.document"
    texts = {
        "fr": Text(
            subject="Nous avons reçu votre document : {what}",
            body="Ce document est arrivé par la poste le {received}{posted} : {what}. Nous avons lu {pages}.{missing}\n\n"
            "Et après ? Il est rangé dans votre dossier, et nous le regardons au plus tard le {promised}. Si quelque chose "
            "manque, nous vous le disons. Vous n’avez rien d’autre à faire.",
            sms="document recu par la poste le {received} ({pages}). Nous le regardons au plus tard le {promised}.",
        ),
        "en": Text(
            subject="We have received your document: {what}",
            body="This document came by post on {received}{posted}: {what}. We have read {pages}.{missing}\n\n"
            "What next? It is in your file, and we look at it by {promised}. If anything is missing, we tell you. "
            "There is nothing else to do.",
            sms="document received by post on {received} ({pages}). We look at it by {promised}.",
        ),
    }


def _pages(count: int, french: bool) -> str:
    return f"{count} page{'s' if count > 1 else ''}" if french else f"{count} page{'' if count == 1 else 's'}"


def _posted(day: str, french: bool) -> str:
    return f" (cachet de la poste : {day})" if french else f" (postmark: {day})"


def _missing(pages: tuple[int, ...], french: bool) -> str:
    """A sentence of its own, or nothing."""
    if not pages:
        return ""
    listed = ", ".join(map(str, pages))
    if french:
        return f" Il manque la page {listed} : nous vous appelons si elle est utile."
    return f" Page {listed} is missing: we call you if it is needed."


def _enclosed(count: int, french: bool) -> str:
    """A sentence of its own, or nothing."""
    if not count:
        return ""
    if french:
        came = "sont arrivées" if count > 1 else "est arrivée"
        return f" Avec lui, {_pages(count, french)} {came} : un conseiller les trie, ne les renvoyez pas."
    return f" {_pages(count, french)} came with it: an advisor sorts them, do not send them again."


def _kind_in(language: str, kind: str) -> str:
    with translation.override(language):
        return str(DocumentKind(kind).label)
