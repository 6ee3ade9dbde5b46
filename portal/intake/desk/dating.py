"""The postmark of one envelope: typed where its pages are looked at, with the reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.intake import services
from portal.intake.forms import PostmarkForm
from portal.intake.models import Bundle
from portal.intake.permissions import DESK
from portal.refusals import Refused


@for_roles(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def postmark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One envelope, one day; then back to the page that asked."""
    bundle = get_object_or_404(Bundle.objects.select_related("batch", "slip", "addressee"), public_id=public_id)
    back = request.GET.get("next", "")
    local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    back = back if local else reverse("intake:bundle", args=[public_id])
    form = PostmarkForm(
        request.POST if request.method == "POST" else None, initial={"postmarked_on": bundle.postmarked_on}
    )  # fmt: skip
    if form.is_valid():
        try:
            services.date_letter(bundle=bundle, actor=person(request), now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("postmarked_on", refused.sentence)
        else:
            messages.success(request, _("C’est noté : ce jour compte pour cette lettre, et pour elle seule."))
            return redirect(back)
    context = {"bundle": bundle, "form": form, "back": back}
    return render(request, "portal/intake/postmark.html", context, status=422 if form.errors else 200)
