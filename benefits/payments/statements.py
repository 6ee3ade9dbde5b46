"""The monthly statement in PDF: accessible (PDF/UA-1), made on demand from figures that never change."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benefits.payments.models import Payment
from benefits.payments.services import lines
from benefits.payments.words import money_lines
from portal import money
from portal.web.pdf import download, drawn
from portal.web.templatetags.words import of_month


def pdf(payment: Payment) -> bytes:
    """The statement of ``payment`` in the language of the page: the same payment always gives the same bytes."""
    return drawn("benefits/payments/statement.typ", _data(payment), payment.priced_at)


def answer(payment: Payment) -> HttpResponse:
    """A download whose name tells the month, and nothing of the person."""
    return download(pdf(payment), f"releve-{payment.month}-{payment.number}")


def _data(payment: Payment) -> dict[str, Any]:
    with timezone.override(payment.seeker.timezone):
        priced_on = date_format(timezone.localtime(payment.priced_at), "j F Y")
    note = _("Ce montant repose sur le salaire que vous avez déclaré. Il sera vérifié avec vos fiches de paie.")
    return {
        "language": (translation.get_language() or "fr")[:2],
        "title": _("Relevé %(of_month)s") % {"of_month": of_month(payment.month)},
        "subtitle": _("Montant provisoire") if payment.provisional else _("Montant définitif"),
        "facts": [
            [_("Personne"), str(payment.seeker)],
            [_("Allocation"), payment.get_scheme_display()],
            [_("Calculé le"), priced_on],
            [_("Règles appliquées"), payment.get_rule_set_display()],
            [_("Référence"), payment.end_to_end_id],
        ],
        "heading": _("Le calcul, ligne par ligne"),
        "lines": [
            {
                "label": line.label,
                "detail": line.detail,
                "source": line.source,
                "amount": "" if line.cents is None else money.euros(line.cents),
            }
            for line in money_lines(lines(payment))
        ],
        "total": [_("Montant net du mois"), money.euros(payment.net_cents)],
        "sent": [_("Déjà versé avant cette correction"), money.euros(payment.net_cents - payment.amount_cents)]
        if payment.is_complement
        else None,
        "note": note if payment.provisional else "",
        "contest": _(
            "Pas d’accord ? Écrivez-nous ou appelez le %(phone)s. Vous avez deux mois pour contester, et rien ne "
            "vous sera reproché si vous le faites."
        )
        % {"phone": settings.HELP_PHONE},
    }
