"""``{% slot "home.seeker" user %}``: what the upper rooms have to say here."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.tiles import tiles_of

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, subject: Any = None) -> SafeString:
    """Render each tile of ``name`` in place, in order."""
    request = context["request"]
    pieces = [
        render_to_string(each.template, {"subject": subject, **each.context}, request=request)
        for each in tiles_of(name, request, subject)
    ]
    return mark_safe("\n".join(pieces))  # noqa: S308  every piece was rendered by a template, escaped
