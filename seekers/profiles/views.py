"""My file: what we know of a person, and what they can change of it themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.proved import proved_again
from portal.accounts.roles import Role
from portal.reference.models import Commune
from portal.refusals import Refused
from portal.web.templatetags.words import day
from seekers.profiles import services
from seekers.profiles.forms import AccountForm, AddressForm, AdjustmentsForm, AutonomyForm, ContactForm
from seekers.profiles.models import AdjustmentNeed, Autonomy, AutonomyObservation, BankAccount, Seeker
from seekers.profiles.signs import noticed


@for_roles(Role.SEEKER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    seeker = _seeker(request)
    context = {
        "seeker": seeker,
        "commune": Commune.objects.filter(code=seeker.commune_code).first(),
        "need": AdjustmentNeed.objects.given().filter(seeker=seeker).first(),
        "said": seeker.autonomy != Autonomy.UNKNOWN,
        "noticed": noticed(seeker),
        "account": seeker.bank_accounts.live().first(),
        "now": clock.now(),
    }
    return render(request, "seekers/profiles/mine.html", context)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The former address and the former number are told: whoever stole a session cannot move a file in silence."""
    seeker = _seeker(request)
    form = ContactForm.about(seeker, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.change_contact(
                seeker=seeker, email=said["email"] or None, phone=said["phone"], postcode=seeker.postcode,
                preferred_channel=said["preferred_channel"], phone_is_shared=bool(said["phone_is_shared"]),
                actor=request.user, now=clock.now(),
            )  # fmt: skip
        except services.AlreadyKnown:
            form.add_error("email", _("Nous ne pouvons pas enregistrer cette adresse. Vérifiez-la, ou appelez-nous."))
        else:
            messages.success(request, _("Vos coordonnées sont à jour."))
            return redirect("profiles:mine")
    return _page(request, "contact", form)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    seeker = _seeker(request)
    postcode = request.POST.get("postcode", "") if request.method == "POST" else seeker.postcode
    known = {"address_line": seeker.address_line, "postcode": seeker.postcode, "commune_code": seeker.commune_code}
    form = AddressForm(
        request.POST if request.method == "POST" else None, initial=known, communes=list(Commune.objects.at(postcode))
    )
    if form.is_valid():
        said = form.cleaned_data
        services.change_contact(
            seeker=seeker, email=seeker.user.email, phone=str(seeker.phone or ""), postcode=said["postcode"],
            preferred_channel=seeker.preferred_channel, phone_is_shared=seeker.phone_is_shared,
            address_line=said["address_line"], commune_code=said["commune_code"], actor=request.user, now=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Votre adresse est à jour."))
        return redirect("profiles:mine")
    return _page(request, "address", form)


@for_roles(Role.SEEKER)
@proved_again
@sensitive_post_parameters("iban")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Where the money goes.  The present account is never shown whole: who reads over a shoulder learns four digits."""
    seeker, now = _seeker(request), clock.now()
    present = seeker.bank_accounts.live().first()
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"holder": str(seeker)}, of=seeker)
    if form.is_valid():
        try:
            given = services.change_bank_account(seeker=seeker, actor=request.user, now=now, **form.cleaned_data)
        except services.WrongBankAccount as wrong:
            form.add_error("holder", wrong.sentence)
        else:
            messages.success(request, _paid_from(given, now))
            return redirect("profiles:mine")
    return _page(request, "account", form, present=present, now=now, held_until=now + services.HOLD)


def _paid_from(account: BankAccount, now: datetime) -> str:
    if account.awaits_decision:
        return _("C’est noté. Nous vérifions le compte qui finit par %(ending)s avant de payer dessus.") % {
            "ending": account.iban[-4:]
        }
    if account.held_until is None or not account.is_held(now):
        return _("C’est noté. Nous vous paierons sur le compte qui finit par %(ending)s.") % {
            "ending": account.iban[-4:]
        }
    return _("C’est noté. Le compte qui finit par %(ending)s est utilisé à partir du %(day)s.") % {
        "ending": account.iban[-4:],
        "day": day(account.held_until),
    }


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def autonomy(request: HttpRequest) -> HttpResponse:
    seeker = _seeker(request)
    said = "" if seeker.autonomy == Autonomy.UNKNOWN else seeker.autonomy
    form = AutonomyForm(request.POST if request.method == "POST" else None, initial={"level": said})
    if form.is_valid():
        services.say_autonomy(seeker=seeker, level=form.cleaned_data["level"], actor=request.user, now=clock.now())
        messages.success(request, _("C’est noté. Vos droits n’en dépendent pas."))
        return redirect("profiles:mine")
    return _page(request, "autonomy", form, seeker=seeker, noticed=noticed(seeker))


@for_roles(Role.SEEKER)
@require_POST
def set_aside(request: HttpRequest, number: int) -> HttpResponse:
    """The person says that it is not their case: the sign counts no more."""
    seeker = _seeker(request)
    observation = get_object_or_404(AutonomyObservation, pk=number, seeker=seeker)
    services.set_aside(observation=observation, actor=request.user, now=clock.now())
    messages.success(request, _("C’est noté : nous n’en tenons plus compte."))
    return redirect("profiles:autonomy")


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def adjustments(request: HttpRequest) -> HttpResponse:
    """Told by consent; one button takes the consent back and erases what was told."""
    seeker, now = _seeker(request), clock.now()
    need = AdjustmentNeed.objects.given().filter(seeker=seeker).first()
    if request.method == "POST" and request.POST.get("action") == "withdraw":
        services.withdraw_adjustments(seeker=seeker, actor=request.user, now=now)
        messages.success(request, _("C’est effacé. Plus personne ne voit ces besoins."))
        return redirect("profiles:mine")
    known = {"kinds": need.kinds, "words": need.words, "consents": True} if need else {}
    form = AdjustmentsForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            services.tell_adjustments(seeker=seeker, actor=request.user, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error("consents", refused.sentence)
        else:
            messages.success(request, _("C’est noté. Les personnes qui vous reçoivent le verront."))
            return redirect("profiles:mine")
    return _page(request, "adjustments", form, need=need)


def _page(request: HttpRequest, name: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"seekers/profiles/{name}.html", {"form": form, **context}, status=status)


def _seeker(request: HttpRequest) -> Seeker:
    seeker = Seeker.objects.of(person(request)).select_related("user").first()
    if seeker is None:
        raise Http404
    return seeker
