"""Who may open a page, said above each view and held by a test.

``@for_roles(Role.ADVISOR)``, ``@for_everyone`` (also signed out) or ``@for_signed_in``.  A person without the role gets
404: the page does not exist for them.  The check itself is in ``middleware.Audience``, so that a view cannot forget to
call it, and a view that declares nothing answers nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.roles import Role

View = TypeVar("View", bound=Callable)


@dataclass(frozen=True)
class AudienceRule:
    signed_out: bool = False
    roles: frozenset[Role] | None = None
    """None: every signed-in person."""

    def admits(self, user) -> bool:
        if self.signed_out:
            return True
        return user.is_authenticated and (self.roles is None or not user.roles.isdisjoint(self.roles))


def _declare(view: View, rule: AudienceRule) -> View:
    view.audience = rule  # type: ignore[attr-defined]
    return login_not_required(view) if rule.signed_out else view


def for_everyone(view: View) -> View:
    """Readable signed out."""
    return _declare(view, AudienceRule(signed_out=True))


def for_signed_in(view: View) -> View:
    """Readable by every signed-in person; the view itself looks only at what belongs to them."""
    return _declare(view, AudienceRule())


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Readable by holders of one of ``roles``; 404 for the others."""
    return lambda view: _declare(view, AudienceRule(roles=frozenset(roles)))


def person(request: HttpRequest) -> User:
    """Who asks, behind ``for_signed_in`` and ``for_roles``: the middleware has sent everyone else away."""
    return cast(User, request.user)
