"""What rights and claims say on the pages of the rooms below."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits.entitlements import services, shown, steps
from benefits.entitlements.models import FOR_THE_PERSON, Claim, ClaimState, Contest
from benefits.entitlements.permissions import may_decide
from benefits.entitlements.services import Proof
from portal import clock
from portal.documents.models import DocumentKind
from portal.home.steps import Step, StepState
from portal.tiles import Tile, tile
from seekers.profiles.models import Seeker
from seekers.registration.models import Application
from seekers.registration.review import ApplicationReview

NEWS_FOR = timedelta(days=30)
SHOWN = 5


@tile("home.public", order=20)
def public(request: HttpRequest, subject: Any) -> Tile:
    """Before any account: what would I be entitled to?"""
    return Tile("benefits/entitlements/public.html")


@tile("registration.review", order=10)
def review(request: HttpRequest, subject: ApplicationReview) -> Tile | None:
    """The rights that would follow, line by line, and what is still missing, before signing."""
    answers = subject.answers
    if answers.situation.claims is False:
        return Tile("benefits/entitlements/not_claimed.html")
    if not answers.situation.claims or answers.identity.birth_date is None:
        return None
    found = services.examine_answers(application=subject.application, answers=answers, today=subject.today)
    missing = [_wanted(each) for each in found.missing if each.reason in FOR_THE_PERSON]
    context = {"shown": shown.of_examination(found), "missing": missing, "read_by_someone": bool(found.reasons)}
    return Tile("benefits/entitlements/review.html", context)


@tile("registration.receipt", order=10)
def receipt(request: HttpRequest, subject: Application) -> Tile | None:
    """Where the claim stands just after the signature."""
    claim = Claim.objects.filter(application=subject).first()
    if claim is None:
        return None
    decision = claim.decisions.order_by("-number").first()
    seen = shown.of_decision(decision) if decision else None
    return Tile("benefits/entitlements/receipt.html", {"claim": claim, "decision": decision, "shown": seen})


@tile("home.seeker", order=15)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """The claim that waits, with its clock; a decision, while it is news."""
    claim = Claim.objects.of(subject).select_related("seeker__user").first()
    if claim is None:
        return None
    url = reverse("entitlements:claim", args=[claim.public_id])
    if claim.is_waiting:
        yours, ours = steps.of_claim(claim)
        waiting = [each for each in ours if each.state != StepState.DONE]
        asked = [each for each in yours if each.state == StepState.NOW]
        yours = [_all_missing(claim, url)] if asked else []
        return Tile("", {"yours": yours, "ours": waiting})
    if claim.decided_at is None or claim.decided_at < clock.now() - NEWS_FOR:
        return None
    granted = claim.state == ClaimState.GRANTED
    title = _("Votre allocation est accordée") if granted else _("La réponse à votre demande d’allocation est là")
    read = Step(title, when=claim.decided_at, url=url, action=_("Lire la décision"), state=StepState.DONE)
    return Tile("", {"yours": steps.to_choose(claim), "ours": [read]})


@tile("seeker.file", order=25)
def file(request: HttpRequest, subject: Seeker) -> Tile | None:
    """For the advisor: the claims, and the way in for who decides."""
    claims = list(Claim.objects.filter(seeker=subject).order_by("-received_at", "-pk")[:SHOWN])
    if not claims:
        return None
    return Tile(
        "benefits/entitlements/file.html", {"claims": claims, "may_decide": may_decide(request.user, subject.user)}
    )


@tile("home.benefit_advisor", order=10)
def desk(request: HttpRequest, subject: Any) -> Tile:
    """How much waits, and what was promised for today."""
    counts = Claim.objects.filter(state=ClaimState.TO_REVIEW).aggregate(
        waiting=Count("pk"), due=Count("pk", filter=Q(answer_by__lte=clock.today()))
    )
    context = {"counts": counts | {"contests": Contest.objects.open().count()}}
    return Tile("benefits/entitlements/desk_home.html", context)


def _wanted(proof: Proof) -> str:
    if proof.kind == DocumentKind.EMPLOYER_CERTIFICATE:
        return _("L’attestation de %(employer)s, si votre employeur ne nous l’a pas déjà envoyée.") % {
            "employer": proof.employer or _("votre employeur")
        }
    return {
        DocumentKind.IDENTITY: _("Votre pièce d’identité, en photo ou en PDF."),
        DocumentKind.BANK_DETAILS: _("Un compte bancaire, pour vous payer."),
    }[DocumentKind(proof.kind)]


def _all_missing(claim: Claim, url: str) -> Step:
    return Step(
        _("Envoyer ce qu’il manque pour décider de vos droits"),
        when=claim.answer_by if claim.state == ClaimState.MISSING_PROOF else None,
        detail=_("Chaque document dit pourquoi il est demandé."),
        url=url,
        action=_("Voir ce qu’il manque"),
        state=StepState.NOW,
    )
