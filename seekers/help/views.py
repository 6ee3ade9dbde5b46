"""Asking for a human being, one's own requests, and what is open to everyone: telephones, places, ways without Internet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from phonenumber_field.phonenumber import PhoneNumber

from portal import clock
from portal.accounts.audience import for_everyone, for_roles, person
from portal.accounts.roles import Role
from portal.notifications import addresses
from portal.notifications.rules.quiet import zone_of
from portal.refusals import Refused
from portal.web import telephones
from seekers.help import matters, services
from seekers.help.forms import AskForm, CallForm, ComeForm, PostcodeForm, WriteForm
from seekers.help.models import HelpPlace, HelpRequest, Way

WHO = (Role.APPLICANT, Role.SEEKER)
EARLIER_SHOWN = 10


@for_roles(*WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Three ways side by side, and what will be told to the advisor: where the person stands, never what they typed."""
    user, now = person(request), clock.now()
    known = addresses.find([user.pk])[user.pk]
    with timezone.override(zone_of(known.zone)):
        told = request.POST if request.method == "POST" else request.GET
        where: dict[str, Any] = {
            "matter": matters.known(told.get("matter", "")),
            "step": matters.step_of(told.get("step", "")),
            "errors": matters.errors_of(told.get("errors", "")),
        }
        slots = services.next_slots(user=user, now=now)
        forms: dict[str, AskForm] = _forms(request, slots, known.phone)
        chosen = forms.get(request.POST.get("way", ""))
        refusal = ""
        if chosen is not None and chosen.is_valid():
            try:
                asked = services.ask(person=user, actor=user, now=now, **where, **chosen.asked())
            except Refused as refused:
                refusal = refused.sentence
            else:
                messages.success(request, _confirmed(asked))
                return redirect("help:mine")
        context = {
            "forms": forms,
            "chosen": chosen,
            "refusal": refusal,
            "slots": slots,
            "where": where,
            "title": matters.title_of(where["matter"]) if where["matter"] else "",
            "step_title": matters.step_title(where["matter"], where["step"]),
            "waiting": HelpRequest.objects.of(user).open().promised_first(),
            "seekers_line": telephones.for_seekers(),
        }
        return render(request, "seekers/help/ask.html", context, status=422 if chosen is not None else 200)


@for_roles(*WHO)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits, with its promise; and what came of the others."""
    requests = HelpRequest.objects.of(person(request)).select_related("taken_by")
    context = {
        "waiting": requests.open().promised_first(),
        "earlier": requests.exclude(pk__in=requests.open()).order_by("-asked_at", "-pk")[:EARLIER_SHOWN],
    }
    return render(request, "seekers/help/mine.html", context)


@for_roles(*WHO)
@require_POST
def cancel(request: HttpRequest, public_id: Any) -> HttpResponse:
    asked = get_object_or_404(HelpRequest.objects.of(person(request)), public_id=public_id)
    if not asked.is_open:
        messages.info(request, _("Cette demande est déjà terminée."))
    else:
        services.cancel(request=asked, actor=request.user, now=clock.now())
        messages.success(request, _("Votre demande est annulée. Vous pouvez en faire une autre quand vous voulez."))
    return redirect("help:mine")


@for_everyone
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Before any account: whom to call, where to go, what can be done on paper."""
    context = {"lines": [telephones.for_seekers(), telephones.for_employers()], "form": PostcodeForm()}
    return render(request, "seekers/help/ways.html", context)


@for_everyone
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The places of one's department where somebody helps with a screen: a page made to be printed and given."""
    form = PostcodeForm(request.GET if "code_postal" in request.GET else None)
    found = None
    if form.is_valid():
        found = HelpPlace.objects.near(form.cleaned_data["code_postal"])[:40]
    context = {
        "form": form,
        "places": found,
        "postcode": form.cleaned_data["code_postal"] if found is not None else "",
        "seekers_line": telephones.for_seekers(),
    }
    return render(request, "seekers/help/places.html", context, status=422 if form.errors else 200)


def _forms(request: HttpRequest, slots: Any, phone: str) -> dict[str, Any]:
    """One form a way; the one that was posted holds what was typed."""

    def posted(way: Way) -> Any:
        return request.POST if request.method == "POST" and request.POST.get("way") == way else None

    first = next(iter(slots), None)
    known = {"moment": first, "phone": PhoneNumber.from_string(phone).as_national if phone else ""}
    return {
        Way.CALL.value: CallForm(posted(Way.CALL), slots=slots, initial=known, prefix="call"),
        Way.WRITE.value: WriteForm(posted(Way.WRITE), prefix="write"),
        Way.COME.value: ComeForm(posted(Way.COME), prefix="come"),
    }


def _confirmed(asked: HelpRequest) -> str:
    return {
        Way.CALL: _("C’est noté : un conseiller vous rappelle. Le moment est écrit ci-dessous."),
        Way.WRITE: _("Votre message est envoyé. Le délai de réponse est écrit ci-dessous."),
        Way.COME: _("C’est noté : l’agence sait que vous venez, et pourquoi."),
    }[Way(asked.way)]
