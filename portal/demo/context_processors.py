"""The banner of the demonstration: what day it is here."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from portal import clock
from portal.web.drawn import drawn_once


def demo_banner(request: HttpRequest) -> dict[str, SafeString]:
    return {"demo_banner": _banner(timezone.localdate(clock.now()))}


@drawn_once
def _banner(today: date) -> SafeString:
    return render_to_string("components/demo_banner.html", {"today": today})
