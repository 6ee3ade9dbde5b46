"""The receipt in PDF: accessible (PDF/UA-1), made on demand from rows that never change, so always the same bytes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.web.pdf import PROOF, download, drawn
from portal.web.templatetags.words import day, of_month, time_of_day
from seekers.declarations import services
from seekers.declarations.forms import named
from seekers.declarations.models import Version, Via
from seekers.declarations.summary import summary


def pdf(version: Version) -> bytes:
    """The receipt of ``version``, in the language of the page and the time zone of the person."""
    with timezone.override(version.declaration.seeker.timezone):
        data = _data(version)
    return drawn(PROOF, data, version.filed_at)


def answer(content: bytes, version: Version) -> HttpResponse:
    """A download whose name tells the month, and nothing of the person."""
    return download(content, f"declaration-{version.declaration.month}-{version.receipt}")


def _data(version: Version) -> dict[str, Any]:
    declaration = version.declaration
    return {
        "language": (translation.get_language() or "fr")[:2],
        "title": _("Déclaration %(of_month)s") % {"of_month": of_month(declaration.month)},
        "subtitle": _("Preuve d’envoi"),
        "facts": [
            [_("Numéro de preuve"), version.receipt],
            [_("Personne"), str(declaration.seeker)],
            [_("Mois déclaré"), named(declaration.month)],
            [_("Envoyée le"), _("%(day)s à %(time)s") % {"day": day(version.filed_at), "time": time_of_day(version.filed_at)}],
            [_("Comment"), str(Via(version.via).label)],
            [_("Version"), str(version.number)],
        ],
        "heading": _("Ce que vous avez déclaré"),
        "answers": [
            {"question": said.question, "answer": said.answer, "lines": list(said.lines)}
            for said in summary(services.answers_of(version), declaration.month)
        ],
        "note": _(
            "Gardez ce document. Il prouve que vous avez déclaré ce mois. "
            "Vous pouvez donner son numéro au téléphone, au %(phone)s."
        ) % {"phone": settings.HELP_PHONE},
    }  # fmt: skip
