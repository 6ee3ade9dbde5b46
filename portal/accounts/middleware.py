"""Before any view: the session is not too old, the second factor was given, the page is meant for this person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from portal.accounts.audience import AudienceRule
from portal.accounts.roles import ABSOLUTE, IDLE, Role

Answer = Callable[[HttpRequest], HttpResponse]
SEEN, STARTED = "seen_at", "started_at"
SEEN_EVERY = timedelta(minutes=1)


class SessionLength:
    """A session ends after a silence that depends on the role, and after twelve hours whatever happens.

    Measured with the real clock, not the demonstration's: moving the demonstration by a month signs nobody out.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
            messages.info(request, _("Votre session a pris fin pour protéger vos données. Ce que vous aviez saisi est gardé."))
        return self.get_response(request)

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        now = timezone.now()
        started = request.session.get(STARTED)
        seen = request.session.get(SEEN)
        if started is None:
            request.session[STARTED] = request.session[SEEN] = now.isoformat()
            return False
        idle = min(IDLE.get(role, IDLE[Role.SEEKER]) for role in request.user.roles or {Role.SEEKER})
        last = datetime.fromisoformat(seen)
        if now - datetime.fromisoformat(started) > ABSOLUTE or now - last > idle:
            return True
        if now - last > SEEN_EVERY:
            request.session[SEEN] = now.isoformat()
        return False


class SecondFactor:
    """Staff and partners without a second factor can do one thing only: set it up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        rule = getattr(view, "audience", None)
        name = request.resolver_match.url_name or ""
        if (rule and rule.signed_out) or name.startswith("mfa_") or name in {"account_logout", "account_reauthenticate"}:
            return None
        return None if is_mfa_enabled(user) else redirect("mfa_activate_totp")


class Audience:
    """Asks each view who it is for (``accounts.audience``).  A view that says nothing answers nobody."""

    LIBRARY = {
        # Views of libraries, which cannot carry our decorator: who may open them stands here.
        "allauth.account.views": AudienceRule(signed_out=True),
        "allauth.mfa": AudienceRule(),
        "allauth.usersessions": AudienceRule(),
        "django.views.static": AudienceRule(signed_out=True),
        "django.views.i18n": AudienceRule(signed_out=True),
        "portal.web.views": AudienceRule(signed_out=True),  # below this room, so it cannot import the decorator
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @classmethod
    def rule_of(cls, view: Callable) -> AudienceRule | None:
        rule = getattr(view, "audience", None) or getattr(getattr(view, "cls", None), "audience", None)
        if rule is not None:
            return rule
        module = getattr(view, "view_class", view).__module__
        return next((each for name, each in cls.LIBRARY.items() if module.startswith(name)), None)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        rule = self.rule_of(view)
        if rule is not None and hasattr(view, "cls"):
            return  # the API asks the same rule (portal.api.permissions) and refuses in JSON
        if rule is None or not rule.admits(request.user):
            raise Http404


class HistoryContext(HistoryMiddleware):
    """Values tracked by triggers carry who changed them; the address of the page is left out, it may name a person."""

    def get_context(self, request: HttpRequest) -> dict[str, object]:
        return {"user": request.user.pk if request.user.is_authenticated else None}
