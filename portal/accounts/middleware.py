"""Before any view: the session is not too old, the second factor was given, the page is meant for this person."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from pghistory.models import Event

from portal.accounts.audience import AudienceRule, person
from portal.accounts.present import present
from portal.accounts.roles import ABSOLUTE, IDLE, Role

Answer = Callable[[HttpRequest], HttpResponse]
SEEN, STARTED = "seen_at", "started_at"
SEEN_EVERY = timedelta(minutes=1)


class SessionLength:
    """A session ends after a silence that depends on the role, and after twelve hours whatever happens.

    Measured with the real clock, not the demonstration's: moving the demonstration by a month signs nobody out.
    Messages come before it in the list of middleware, ``KeepTyping`` and ``LoginRequiredMiddleware`` after it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
            messages.info(request, _("Votre session a pris fin, pour protéger vos données. Reconnectez-vous."))
        return self.get_response(request)

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        now = present()
        started = request.session.get(STARTED)
        if started is None:
            request.session[STARTED] = request.session[SEEN] = now.isoformat()
            return False
        last = datetime.fromisoformat(request.session[SEEN])
        idle = min(IDLE[role] for role in person(request).roles or {Role.SEEKER})
        if now - datetime.fromisoformat(started) > ABSOLUTE or now - last > idle:
            return True
        if now - last > SEEN_EVERY:
            request.session[SEEN] = now.isoformat()
        return False


class SecondFactor:
    """Staff and partners without a second factor can do one thing only: set it up.

    What counts is that *this session* gave it: a session opened by a password alone, on another machine, before the
    second factor was set, stays outside.  Only pages that show nothing of anyone stay open, and they are listed here.
    """

    OPEN = frozenset(
        {
            "account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate",
            "security_txt", "healthz", "home:senders", "web:accessibility", "web:language", "web:gallery",
        }
    )  # fmt: skip
    OPEN_ROOMS = frozenset({"demo"})  # exists in a demonstration only: its codes are what lets a visitor in

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor or given_in(request):
            return None
        match = request.resolver_match
        if match and (match.view_name in self.OPEN or match.namespace in self.OPEN_ROOMS):
            return None
        way = "mfa_reauthenticate" if is_mfa_enabled(user) else "mfa_activate_totp"
        query = QueryDict(mutable=True)
        query[REDIRECT_FIELD_NAME] = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(way)}?{query.urlencode()}")


def given_in(request: HttpRequest) -> bool:
    """Was a second factor given in this session?"""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


class Audience:
    """Asks each view who it is for (``accounts.audience``).  A view that says nothing answers nobody."""

    LIBRARY = {
        # Views of libraries, and of rooms below this one, cannot carry our decorator: who may open them stands here.
        "portal.web.views": AudienceRule(signed_out=True),
        "portal.reference.views": AudienceRule(),
        "django.views.i18n": AudienceRule(signed_out=True),
        "django.contrib.staticfiles": AudienceRule(signed_out=True),
        "django.views.static": AudienceRule(signed_out=True),
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @classmethod
    def rule_of(cls, view: Callable) -> AudienceRule | None:
        """What the view declares: on itself, on the class behind it, or here for a library's."""
        behind = getattr(view, "cls", None) or getattr(view, "view_class", None)
        rule = getattr(view, "audience", None) or getattr(behind, "audience", None)
        if rule is not None:
            return rule
        module = (behind or view).__module__
        return next((each for name, each in cls.LIBRARY.items() if module.startswith(name)), None)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        rule = self.rule_of(view)
        if rule is not None and hasattr(view, "cls"):
            return  # the API asks the same rule (portal.api.permissions), to refuse in JSON
        if rule is None or not rule.admits(request.user):
            raise Http404


class HistoryContext:
    """Values tracked by triggers carry who changed them; the address of the page is left out, it may name a person.

    The middleware of pghistory says it before every statement that writes anything: a declaration writes a dozen rows, of
    which one table is tracked.  Here it is said before those that write a tracked table, in the same breath as they.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        one_act = uuid4()  # everything that a request changes goes together

        def said(execute: Callable, sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
            if writes_tracked(sql):
                who = json.dumps({"user": request.user.pk})  # a number or null: nothing to escape
                sql = (
                    f"SELECT set_config('pghistory.context_id', '{one_act}', true),"
                    f" set_config('pghistory.context_metadata', '{who}', true); {sql}"
                )
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(said):
            return self.get_response(request)


@cache
def _tracked_write() -> re.Pattern[str]:
    events = [model for model in apps.get_models() if issubclass(model, Event)]
    tracked: list[Any] = [event.pgh_tracked_model for event in events]
    tables = "|".join(sorted({model._meta.db_table for model in tracked}))
    return re.compile(rf'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?"?(?:{tables})\b', re.IGNORECASE)


def writes_tracked(sql: str) -> bool:
    """Does ``sql`` write a table whose values are tracked, itself or in a WITH?"""
    return not sql.startswith("SELECT") and _tracked_write().search(sql) is not None
