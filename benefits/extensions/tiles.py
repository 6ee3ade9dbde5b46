"""What extensions say on the pages of the rooms below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from benefits.extensions.models import Extended, Extension, State
from portal.tiles import Tile, tile

WAITS = (State.DRAFT, State.COUNTED, State.CHECKED, State.RELEASED, State.RUNNING)
SHOWN = 3


@tile("rights.mine", order=20)
@tile("home.seeker", order=22)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """The last days that a law added to my rights."""
    lines = Extended.objects.with_texts(subject)[:SHOWN]
    return Tile("benefits/extensions/home.html", {"lines": lines}) if lines else None


@tile("seeker.file", order=32)
def file(request: HttpRequest, subject: Any) -> Tile | None:
    """For the advisor: the same lines."""
    lines = Extended.objects.with_texts(subject.user)[:SHOWN]
    return Tile("benefits/extensions/home.html", {"lines": lines, "for_staff": True}) if lines else None


@tile("home.operator", order=15)
def operator(request: HttpRequest, subject: Any) -> Tile:
    """The extensions that wait for somebody."""
    waiting = list(Extension.objects.filter(state__in=WAITS)[:SHOWN])
    return Tile("benefits/extensions/operator.html", {"extensions": waiting})
