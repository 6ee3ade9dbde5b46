"""The receipt in PDF: accessible (PDF/UA-1), made on demand from rows that never change, so always the same bytes."""

from __future__ import annotations

import json
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.web.templatetags.words import day, of_month, time_of_day
from seekers.declarations import services
from seekers.declarations.forms import named
from seekers.declarations.models import Version, Via
from seekers.declarations.summary import summary

TEMPLATE = settings.BASE_DIR / "templates" / "components" / "proof.typ"


def pdf(version: Version) -> bytes:
    """The receipt of ``version``, in the language of the page and the time zone of the person."""
    with timezone.override(version.declaration.seeker.timezone):
        data = _data(version)
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(version.filed_at.timestamp()),
    )


def answer(content: bytes, version: Version) -> HttpResponse:
    """A download whose name tells the month, and nothing of the person."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = (
        f'attachment; filename="declaration-{version.declaration.month}-{version.receipt}.pdf"'
    )
    return response


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
