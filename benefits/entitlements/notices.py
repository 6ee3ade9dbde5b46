"""The letter of a decision in PDF: accessible (PDF/UA-1), made on demand from a decision that never changes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from benefits.entitlements import shown
from benefits.entitlements.models import Decision
from benefits.entitlements.words import in_days
from portal import money
from portal.web.pdf import download, drawn
from portal.web.templatetags.words import day


def pdf(decision: Decision) -> bytes:
    """The letter of ``decision`` in the language of the page: the same decision always gives the same bytes."""
    return drawn("benefits/entitlements/notice.typ", _data(decision), decision.decided_at)


def answer(decision: Decision) -> HttpResponse:
    """A download whose name tells nothing of the person."""
    return download(pdf(decision), f"decision-{decision.claim_id}-{decision.number}")


def _data(decision: Decision) -> dict[str, Any]:
    seen = shown.of_decision(decision)
    seeker = decision.claim.seeker
    with timezone.override(seeker.timezone):
        decided_on = day(decision.decided_at)
    facts = [
        [_("Personne"), str(seeker)],
        [_("Demande du"), day(decision.claim.claimed_on)],
        [_("Décision du"), decided_on],
        [_("Prise par"), _who(decision)],
    ]
    if seen.opens and seen.first_payable_on:
        facts += [
            [_("Allocation par jour"), _("%(amount)s brut") % {"amount": money.euros(seen.daily_cents)}],
            [_("Durée"), in_days(seen.days)],
            [_("Premier jour payé"), day(seen.first_payable_on)],
        ]
    facts.append([_("Référence"), f"{decision.claim_id}-{decision.number}"])
    return {
        "language": (translation.get_language() or "fr")[:2],
        "title": _("Décision sur votre allocation"),
        "subtitle": str(decision.get_outcome_display()),
        "facts": facts,
        "words": decision.words,
        "heading": _("Le calcul, ligne par ligne") if seen.opens else _("Pourquoi, avec les chiffres"),
        "lines": [
            {"label": each.label, "detail": each.detail, "amount": each.figure, "source": each.source}
            for each in seen.lines
        ],
        "jobs_heading": _("Les emplois comptés"),
        "jobs": [
            [job["employer"], job["dates"], money.euros(job["gross_cents"]), job["said_by"]]
            for job in shown.jobs_of(decision)
        ],
        "contest_heading": _("Vous n’êtes pas d’accord ?"),
        "contest": _(
            "Vous avez deux mois, jusqu’au %(day)s, pour contester : en ligne sur la page « Mes droits », par lettre, au "
            "guichet, ou au %(phone)s. Un conseiller peut écrire avec vous. Rien ne vous sera reproché, et ce qui est "
            "accordé continue pendant ce temps. Ensuite : le médiateur, gratuit, puis le tribunal. Le Défenseur des droits "
            "et les associations peuvent vous aider."
        )
        % {"day": day(decision.contest_until), "phone": settings.HELP_PHONE},
    }


def _who(decision: Decision) -> str:
    return _("calcul automatique") if decision.automatic else _("un conseiller indemnisation")
