"""The proof of a signed application in PDF: accessible (PDF/UA-1), from rows that never change, so always the same bytes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.web.pdf import PROOF, download, drawn
from portal.web.templatetags.words import day, time_of_day
from seekers.registration import places
from seekers.registration.answers import Answers
from seekers.registration.models import Application
from seekers.registration.models.application import Via
from seekers.registration.summary import summary


def pdf(application: Application) -> bytes:
    """In the language of the page and the time zone of the person."""
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        data = _data(application, answers)
    return drawn(PROOF, data, application.signed_at or application.saved_at)


def answer(application: Application) -> HttpResponse:
    """A download whose name tells nothing of the person."""
    return download(pdf(application), f"inscription-{application.receipt}")


def _data(application: Application, answers: Answers) -> dict[str, Any]:
    at = application.signed_at
    asked = application.asked_on
    return {
        "language": (translation.get_language() or "fr")[:2],
        "title": _("Demande d’inscription"),
        "subtitle": _("Preuve de signature"),
        "facts": [
            [_("Numéro de preuve"), application.receipt],
            [_("Personne"), f"{answers.identity.first_name} {answers.identity.last_name}"],
            [_("Signée le"), _("%(day)s à %(time)s") % {"day": day(at), "time": time_of_day(at)} if at else ""],
            [_("Demandée le"), day(asked) if asked else ""],
            [_("Comment"), str(Via(application.via).label)],
        ],
        "heading": _("Ce que vous avez signé"),
        "answers": [
            {"question": said.question, "answer": said.answer, "lines": list(said.lines)}
            for chapter in summary(answers)
            for said in chapter.said
        ],
        "note": _(
            "Gardez ce document. Il prouve le jour où vous avez demandé votre inscription. "
            "Vous pouvez donner son numéro au téléphone, au %(phone)s."
        ) % {"phone": settings.HELP_PHONE},
    }  # fmt: skip
