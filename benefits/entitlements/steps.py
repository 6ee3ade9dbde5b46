"""What comes next on a claim, for the person and for us, with its clock."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benefits.entitlements.models import Claim, ClaimState
from benefits.entitlements.services import asked_for, open_option
from benefits.entitlements.words import what_we_do
from portal import clock
from portal.documents.models import DocumentRequest, RequestState
from portal.documents.templatetags.documents import about_in_words
from portal.home.steps import Step, StepState
from portal.web.templatetags.words import day
from seekers.declarations import ahead


def of_claim(claim: Claim) -> tuple[list[Step], list[Step]]:
    """Yours, then ours."""
    received = Step(
        _("Votre demande est reçue"), when=claim.claimed_on, detail=_("Cette date est gardée."), state=StepState.DONE
    )
    if claim.state == ClaimState.RECEIVED:
        return [], [received, _deciding(claim, _("Regarder votre demande"), now=True)]
    yours = [_to_send(claim, each) for each in asked_for(claim) if each.state != RequestState.WITHDRAWN]
    if "missing_bank" in claim.reasons:
        yours.append(_account())
    if claim.is_waiting:
        waits = claim.state == ClaimState.MISSING_PROOF
        detail = _("Dès que tout est là, la décision est prise aussitôt.") if waits else ""
        title = _("Décider de votre droit")
        ours = [received, _deciding(claim, title, now=not waits, detail=detail or " ".join(what_we_do(claim.reasons)))]
        return yours, ours
    return _after_deciding(claim)


def _after_deciding(claim: Claim) -> tuple[list[Step], list[Step]]:
    """The month to declare and the first transfers, while they are to come; nothing after a refusal."""
    last = claim.decisions.order_by("-number").first()
    if last is None or not last.figures["first_transfers_on"]:
        return [], []
    transfers_on = date.fromisoformat(last.figures["first_transfers_on"])
    if transfers_on < clock.today():
        return [], []
    pay = Step(
        _("Envoyer votre premier paiement"),
        when=transfers_on,
        detail=_("Premiers virements ce jour-là, puis un à trois jours ouvrés."),
    )
    return ahead.to_declare(claim.seeker, ahead.last_of(claim.seeker), clock.now()), [pay]


def to_choose(claim: Claim) -> list[Step]:
    """The other right that may be taken, while it may: nobody has to."""
    choice = open_option(claim, clock.today())
    if choice is None:
        return []
    _option, until = choice
    step = Step(
        _("Choisir entre deux droits, si vous le voulez"),
        when=until,
        detail=_("Sans réponse, l’ancien droit continue."),
        url=reverse("entitlements:choose", args=[claim.public_id]),
        action=_("Comparer"),
        state=StepState.NOW,
    )
    return [step]


def _deciding(claim: Claim, title: str, *, now: bool, detail: str = "") -> Step:
    state = StepState.NOW if now else StepState.LATER
    when = claim.answer_by if now else None
    return Step(title, when=when, clock=_left(claim) if now else "", detail=detail, state=state)


def _left(claim: Claim) -> str:
    days = (claim.answer_by - clock.today()).days
    if days < 0:
        return _("en retard : nous vous devons une réponse")
    return ngettext("au plus tard dans %(days)d jour", "au plus tard dans %(days)d jours", days) % {"days": days}


def _to_send(claim: Claim, request: DocumentRequest) -> Step:
    if request.state == RequestState.ANSWERED:
        return Step(_named(request), detail=_("Envoyé."), state=StepState.DONE)
    query = urlencode({"about": request.about, "next": reverse("entitlements:claim", args=[claim.public_id])})
    url = f"{reverse('documents:send', args=[request.kind])}?{query}"
    by = _("avant le %(day)s") % {"day": day(request.due_on)}
    return Step(_named(request), clock=by, detail=request.why, url=url, action=_("Envoyer"), state=StepState.NOW)


def _named(request: DocumentRequest) -> str:
    about = about_in_words(request.about)
    name = str(request.get_kind_display())
    return f"{name} : {about}" if about else name


def _account() -> Step:
    return Step(
        _("Donner un compte bancaire"),
        detail=_(
            "Pour vous payer, avec votre RIB. Pas de compte pour l’instant ? Appelez-nous : nous déciderons quand même."
        ),
        url=reverse("profiles:account"),
        action=_("Donner mon compte"),
        state=StepState.NOW,
    )
