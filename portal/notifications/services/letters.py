"""A message as a letter: text and simple HTML, from the same words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def as_text(message: Any) -> str:
    return _render("portal/notifications/letter.txt", message)


def as_html(message: Any) -> str:
    return _render("portal/notifications/letter.html", message)


def _render(template: str, message: Any) -> str:
    facts = {"message": message, "site": settings.SITE_URL, "phone": settings.HELP_PHONE}
    return render_to_string(template, facts)
