"""Names the pages of a month to the room that helps: an advisor reads where the person stands in words."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.months import Month
from portal.web.templatetags.words import of_month
from seekers.help import matters


def title(rest: str) -> str:
    """``rest`` is a month, as in ``declaration:2026-11``."""
    return _now("Déclaration %(of_month)s") % {"of_month": of_month(Month.parse(rest))}


matters.register(
    "declaration",
    title,
    steps={
        "month": _("Les questions du mois"),
        "details": _("Les détails"),
        "review": _("Relire et envoyer"),
        "receipt": _("La preuve"),
    },
)
