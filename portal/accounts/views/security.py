"""My security: password, second factor, devices where I am signed in; and the page for who finds a flaw."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts import sessions
from portal.accounts.audience import for_everyone, for_signed_in, person
from portal.accounts.devices import name_of
from portal.accounts.identity import FRANCECONNECT
from portal.accounts.present import present
from portal.accounts.providers import configured
from portal.accounts.roles import SECOND_FACTOR
from portal.audit import services as audit


@for_signed_in
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    context = {
        "has_second_factor": is_mfa_enabled(request.user),
        "may_link": FRANCECONNECT in configured() and person(request).roles.isdisjoint(SECOND_FACTOR),
        "linked": person(request).state_links.filter(source=FRANCECONNECT).first(),
    }
    return render(request, "account/security.html", context)


@for_signed_in
@require_http_methods(["GET", "POST"])
def my_sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in.  Ending one, or all the others, takes effect on its next request."""
    live = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        end = request.POST.get("end", "")
        others = [each for each in live if not each.is_current() and end in {"others", str(each.pk)}]
        if not others and end != "others":
            raise Http404
        for each in others:
            sessions.end(each)
            audit.record(action="accounts.session_ended", target=each, subject=request.user, actor=request.user)
        messages.success(request, _("C’est fait : ces appareils sont déconnectés."))
        return redirect("usersessions_list")
    rows = [
        {"pk": each.pk, "since": each.created_at, "device": name_of(each.user_agent), "here": each.is_current()}
        for each in live
    ]
    rows.sort(key=lambda row: (not row["here"], -row["since"].timestamp()))
    return render(request, "usersessions/usersession_list.html", {"rows": rows, "others": len(rows) > 1})


@for_everyone
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a flaw."""
    expires = (present() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
