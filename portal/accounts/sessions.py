"""Sessions: whose they are, how they end, how their key changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.sessions.models import Session

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.accounts.models import User


def open_for(request: HttpRequest, user: User) -> None:
    """Sign ``user`` in without a password: they have just opened their account, or proved that a draft is theirs."""
    login(request, user, backend="portal.accounts.backends.IdentifierOrEmail")
    UserSession.objects.create_from_request(request)


def rotate(request: HttpRequest) -> None:
    """Give the session a new key; the old one opens nothing.  Called each time a person proves again who they are."""
    old = request.session.session_key
    request.session.cycle_key()
    renamed(request, old)


def renamed(request: HttpRequest, old: str | None) -> None:
    """The session has a new key: the list of devices follows."""
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def end_all(user: User, *, but: str | None = None) -> int:
    """End every session of ``user`` except the one whose key is ``but``; how many ended."""
    keys = list(UserSession.objects.filter(user=user).exclude(session_key=but).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end(session: UserSession) -> None:
    """End one session: its key opens nothing from the next request on."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
