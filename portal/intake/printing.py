"""Forms and letters in PDF: accessible (PDF/UA-1), black on white, big boxes, a barcode on each page of a form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import zxingcpp
from django.conf import settings
from django.utils.translation import gettext as _

from portal.intake.models import Slip
from portal.intake.papers import Paper
from portal.intake.rules import codes
from portal.web.pdf import drawn

MOST_PAGES = 9
"""What one digit of the barcode can number."""


def pdf(paper: Paper, slip: Slip | None, at: datetime) -> bytes:
    """``paper`` with the number of ``slip`` on each page; a letter has none.  The same paper gives the same bytes."""
    data = paper.to_json() | {
        "code": slip.shown if slip else "",
        "barcodes": [_drawn(slip.code, page) for page in range(1, MOST_PAGES + 1)] if slip else [],
        "send_to": settings.MAIL_ADDRESS.split("|"),
        "words": _words(),
    }
    return drawn("portal/intake/sheet.typ", data, at)


def _drawn(code: str, page: int) -> str:
    """The barcode as SVG, with the highest correction: a third of it may be under a coffee stain."""
    text = codes.barcode(code, page)
    return str(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H").to_svg())


def _words() -> dict[str, Any]:
    return {
        "code": _("Numéro de ce formulaire"),
        "barcode": _("Code-barres du formulaire, pour qu’il vous retrouve"),
        "page": _("Page"),
        "help": _("Besoin d’aide ? Appelez le %(phone)s, appel gratuit.") % {"phone": settings.HELP_PHONE},
        "send": _("Renvoyez toutes les pages à :"),
        "keep": _("N’écrivez rien sur le code-barres et ne le pliez pas."),
    }
