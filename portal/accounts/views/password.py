"""A forgotten password, and a new one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts import services, sessions, tasks
from portal.accounts.audience import for_everyone, for_signed_in, person
from portal.accounts.digests import address_key, digest
from portal.accounts.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from portal.accounts.present import present
from portal.queue import ring

LINK = "reset_link_key"


@for_everyone
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link.  The answer, and the work, are the same whoever is named."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_reset(name=form.cleaned_data["name"], address_key=address_key(request), now=present())
        ring(tasks.answer_resets)
        return redirect("account_reset_password_done")
    return render(request, "account/password_reset.html", {"form": form}, status=422 if form.errors else 200)


@for_everyone
@require_GET
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_done.html")


@for_everyone
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: its secret leaves the address bar at once.  Opening it uses nothing up."""
    request.session[LINK] = digest("reset-link", token)
    return redirect("account_reset_choose")


@for_everyone
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the password, once.  A dead link says so and offers another."""
    link_key = request.session.get(LINK, "")
    try:
        user = services.holder_of(link_key=link_key, now=present())
        form = NewPasswordForm(request.POST or None, user=user)
        if request.method == "POST" and form.is_valid():
            services.reset_password(link_key=link_key, password=form.cleaned_data["password"], now=present())
            request.session.flush()
            messages.success(request, _("Votre mot de passe est changé. Connectez-vous avec le nouveau."))
            return redirect("account_login")
    except services.LinkDead as dead:
        return render(request, "account/link_dead.html", {"sentence": dead.sentence}, status=410)
    return render(request, "account/password_choose.html", {"form": form}, status=422 if form.errors else 200)


@for_signed_in
@sensitive_post_parameters("old", "password")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Every other session ends; this one gets a new key."""
    form = ChangePasswordForm(request.POST or None, user=request.user, request=request)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        services.change_password(
            user=person(request),
            password=form.cleaned_data["password"],
            session_key=key,
            actor=person(request),
            now=present(),
        )
        update_session_auth_hash(request, person(request))
        sessions.renamed(request, key)
        messages.success(request, _("Votre mot de passe est changé. Vos autres appareils sont déconnectés."))
        return redirect("account_security")
    return render(request, "account/password_change.html", {"form": form}, status=422 if form.errors else 200)
