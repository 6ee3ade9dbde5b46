"""Pages are composed of tiles.

A lower page that must show something of a higher floor offers a named *slot*; a higher room fills it from its ``tiles.py``.
A tile is a function from request and subject to ``Tile`` (a template and its context), or to ``None`` when it has nothing to
say.  In a template: ``{% load tiles %}{% slot "home.seeker" seeker %}``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Tile:
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[HttpRequest, Any], Tile | None]

SLOTS = {
    "home.public": "the landing page, subject: None",
    "home.applicant": "the home of a person who is registering, subject: the User",
    "home.seeker": "a seeker's home, subject: the User",
    "home.advisor": "an advisor's home, subject: the User",
    "home.benefit_advisor": "a benefit advisor's home, subject: the User",
    "home.operator": "an operator's home, subject: the User",
    "registration.review": "the page read before signing, subject: a registration.review.ApplicationReview",
    "registration.receipt": "what follows a signed application, subject: an Application",
    "declarations.review": "the page read before sending, subject: a declarations.review.Review",
    "declarations.receipt": "the page of a filed declaration, subject: a Declaration",
    "help.come": "where to come in person, on the page that asks for help, subject: the User",
    "rights.mine": "a person's page of their rights, subject: the User",
    "seeker.file": "a person's whole file, subject: a Seeker",
}

_makers: dict[str, list[tuple[int, Maker]]] = defaultdict(list)


def tile(slot: str, *, order: int = 50) -> Callable[[Maker], Maker]:
    """Fill ``slot``; tiles stand by rising ``order``."""
    if slot not in SLOTS:
        raise ValueError(f"no slot named {slot!r}: {', '.join(SLOTS)}")

    def register(maker: Maker) -> Maker:
        if all(known is not maker for _, known in _makers[slot]):
            _makers[slot].append((order, maker))
            _makers[slot].sort(key=lambda pair: pair[0])
        return maker

    return register


def tiles_of(slot: str, request: HttpRequest, subject: Any) -> list[Tile]:
    """What the upper rooms have to say in ``slot`` about ``subject``."""
    made = (maker(request, subject) for _, maker in _makers[slot])
    return [each for each in made if each is not None]
