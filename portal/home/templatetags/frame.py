"""What stands around every page: ``{% site_nav %}`` and ``{% site_footer %}``."""

from __future__ import annotations

from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.accounts.roles import Role
from portal.home.navigation import open_to
from portal.web.drawn import drawn_once
from portal.web.telephones import telephone_of

register = Library()


@register.simple_tag(takes_context=True)
def site_nav(context: Context) -> SafeString:
    """The way around for the person who is signed in, the present page marked in it."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return SafeString()
    return _nav(user.roles, _view_name(request))


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    """The links that every page ends with, and the telephone number for whoever reads it."""
    line = telephone_of(getattr(context.get("request"), "user", None))
    return _footer(line.number, line.dial)


def _view_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


@drawn_once
def _nav(roles: frozenset[Role], view_name: str) -> SafeString:
    return render_to_string("components/site_nav.html", {"items": open_to(roles, view_name)})


@drawn_once
def _footer(number: str, dial: str) -> SafeString:
    return render_to_string("components/footer.html", {"number": number, "dial": dial})
