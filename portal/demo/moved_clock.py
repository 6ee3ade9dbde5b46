"""Keeps the clock of this process where the row says: asked before each request, each task and each command."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal import clock
from portal.demo.models import DemoClock

GLANCE = 0.5  # seconds: how late a page may notice that the clock was moved in another process
_looked_at = 0.0


def follow() -> None:
    """Set this process's clock from the row.  Outside demonstration mode nothing ever moves it."""
    global _looked_at
    if settings.DEMO:
        seconds = DemoClock.objects.values_list("shift_seconds", flat=True).first() or 0
        clock.set_shift(timedelta(seconds=seconds))
        _looked_at = time.monotonic()


def follow_for(task: Any = None, **_signal: Any) -> None:
    """Before a task of the worker.  One that is played here and now lives at the time of whoever plays it, who has looked."""
    if not task.request.is_eager:
        follow()


class MovedClock:
    """Middleware: the page lives at the demonstration's time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if time.monotonic() - _looked_at > GLANCE:
            follow()
        return self.get_response(request)
