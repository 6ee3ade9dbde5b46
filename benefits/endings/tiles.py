"""What the end of a right says on the pages of the rooms below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from benefits.endings.models import AssClaim, AssContest
from benefits.endings.outlook import Outlook, outlook_of
from portal import clock
from portal.tiles import Tile, tile


@tile("rights.mine", order=10)
@tile("home.seeker", order=16)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """My right ends soon, or a claim of mine waits or was answered."""
    outlook = outlook_of(subject, clock.today())
    return Tile("benefits/endings/home.html", {"outlook": outlook}) if _speaks(outlook) else None


@tile("seeker.file", order=31)
def file(request: HttpRequest, subject: Any) -> Tile | None:
    """For the advisor: the end that comes, and where the claim stands."""
    outlook = outlook_of(subject.user, clock.today())
    return Tile("benefits/endings/home.html", {"outlook": outlook, "for_staff": True}) if _speaks(outlook) else None


@tile("home.benefit_advisor", order=40)
def benefit_advisor(request: HttpRequest, subject: Any) -> Tile:
    """How many claims wait to be looked at, and how many contests to be answered."""
    return Tile(
        "benefits/endings/benefit_advisor.html",
        {"waiting": AssClaim.objects.to_look_at().count(), "contests": AssContest.objects.open().count()},
    )


def _speaks(outlook: Outlook) -> bool:
    return outlook.is_near or (outlook.claim is not None and outlook.claim.opened_id is None)
