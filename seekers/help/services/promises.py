"""A half hour in which to call: the first with a free lane, kept by a unique index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.refusals import Refused
from seekers.help import rules
from seekers.help.models import HelpRequest, Moment, Way
from seekers.help.rules import Opening, Slot

T = TypeVar("T")
TRIES = 20
"""Each lost race moves on to the next free lane; nobody loses twenty."""


class NoSlotLeft(Refused):
    """Every half hour of the next two weeks is promised."""

    code = "no_slot_left"


def opening() -> Opening:
    return Opening(settings.HELP_OPENS, settings.HELP_CLOSES)


def free_slots(now: datetime, zone: str, moment: str) -> Iterator[tuple[Slot, int]]:
    """Each half hour with room left, the soonest first, and its first free lane."""
    taken = _lanes_taken(now, zone)
    for slot in rules.slots(now, zone, opening(), moment):
        free = (lane for lane in range(settings.HELP_CALLS_A_SLOT) if lane not in taken[slot.starts])
        lane = next(free, None)
        if lane is not None:
            yield slot, lane


def promised(request: HelpRequest, now: datetime, write: Callable[[dict[str, Any]], T]) -> T:
    """``write`` with the columns of a half hour for ``request``, tried until the index accepts one.

    When the part of the day that was asked for is full, any part will do.  Refused: ``NoSlotLeft``.
    """
    for _try in range(TRIES):
        free = next(free_slots(now, request.zone, request.moment), None)
        free = free or next(free_slots(now, request.zone, Moment.SOON), None)
        if free is None:
            break
        slot, lane = free
        columns = {"promised_from": slot.starts, "promised_until": slot.ends, "lane": lane, "missed_at": None}
        with suppress(IntegrityError), transaction.atomic():
            return write(columns)
    raise NoSlotLeft(_("Tous nos rappels des deux prochaines semaines sont pris. Écrivez-nous, ou appelez-nous."))


def _lanes_taken(now: datetime, zone: str) -> dict[datetime, set[int]]:
    promised = HelpRequest.objects.open().filter(way=Way.CALL, zone=zone, promised_from__gte=now)
    lanes: dict[datetime, set[int]] = defaultdict(set)
    for starts, lane in promised.values_list("promised_from", "lane"):
        if starts is not None and lane is not None:  # a constraint says so of each call
            lanes[starts].add(lane)
    return lanes
