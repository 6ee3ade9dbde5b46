"""The routes of the API, room by room: ``ROUTES`` in a room's ``api.py``, found as Django finds ``admin.py``."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern
from django.utils.module_loading import module_has_submodule

ROOMS = ("seekers.", "benefits.", "offers.", "advisors.")


def of_the_rooms() -> list[URLPattern]:
    """What each room of the house answers to machines, in the order of the house."""
    found: list[URLPattern] = []
    for app in apps.get_app_configs():
        if app.name.startswith(ROOMS) and app.module and module_has_submodule(app.module, "api"):
            found += import_module(f"{app.name}.api").ROUTES
    return found
