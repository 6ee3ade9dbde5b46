"""The banner of the demonstration: what day it is here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal import clock


def demo_clock(request: HttpRequest) -> dict[str, Any]:
    return {"demo_clock": clock.now()}
