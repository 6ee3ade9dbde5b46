"""Events go up, calls go down.

A lower room publishes what happened, as a frozen dataclass of ids and dates; an upper room subscribes in its ``handlers.py``.
Subscribers run at once, in the publisher's transaction: if one fails, the whole act fails and nothing is half done.  What may
be late is put on a queue by the subscriber (``portal.queue.ring``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

E = TypeVar("E")

_subscribers: dict[type, list[Callable]] = defaultdict(list)


def subscribe(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """``@subscribe(DeclarationFiled)`` above a function of one argument, in a room's ``handlers.py``."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        if handler not in _subscribers[event_type]:
            _subscribers[event_type].append(handler)
        return handler

    return register


def publish(event: object) -> None:
    """Tell every subscriber, in the order of the house (lower rooms first)."""
    for handler in _subscribers[type(event)]:
        handler(event)


def subscribers(event_type: type) -> tuple[Callable, ...]:
    """Who listens, for the house tests and the generated map of events."""
    return tuple(_subscribers[event_type])
