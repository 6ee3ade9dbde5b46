"""Keeps the clock of this process where the row says: asked before each request, each task and each command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal import clock
from portal.demo.models import DemoClock


def follow(**_signal: Any) -> None:
    """Set this process's clock from the row.  Outside demonstration mode nothing ever moves it."""
    if settings.DEMO:
        seconds = DemoClock.objects.values_list("shift_seconds", flat=True).first() or 0
        clock.set_shift(timedelta(seconds=seconds))


class MovedClock:
    """Middleware: the page lives at the demonstration's time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        follow()
        return self.get_response(request)
