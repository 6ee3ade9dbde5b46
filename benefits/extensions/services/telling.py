"""One message a person: their right is longer, or days that were added are taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from benefits.extensions import kinds
from benefits.extensions.models import Extended, Reversal, Slice, SliceState, TakenBack
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.kinds import Kind
from portal.notifications.services import Row

SLICE = 2_000


def tell(*, part: Slice, now: datetime) -> int:
    """Tell the people of a slice that is done; again after a crash, it writes only what is missing.  How many messages.

    The system acts: one line of audit a slice.
    """
    extension = part.extension
    words = {"why": extension.why, "reference": extension.legal_reference, "day": extension.legal_on}
    count = _write(Extended, part, kinds.RightsExtended, words, now)
    return _told(part, "told_at", count, now)


def tell_back(*, part: Slice, now: datetime) -> int:
    """Tell the people of a slice that was taken back.  How many messages.  The system acts: one line of audit a slice."""
    reversal = Reversal.objects.live().get(extension=part.extension_id)
    words = {"why": reversal.why, "reference": reversal.legal_reference}
    return _told(part, "told_back_at", _write(TakenBack, part, kinds.DaysTakenBack, words, now), now)


def tell_people_of(*, part: Slice, now: datetime) -> int:
    """Tell the people of a slice what happened to their right, unless they know.  How many messages.  The system acts."""
    if part.state == SliceState.DONE and part.told_at is None:
        return tell(part=part, now=now)
    if part.state == SliceState.TAKEN_BACK and part.told_back_at is None:
        return tell_back(part=part, now=now)
    return 0


def untold() -> Iterator[Slice]:
    """The slices whose people do not know yet what was given or taken back."""
    return Slice.objects.untold().select_related("extension").order_by("pk").iterator(chunk_size=100)


def _write(lines: Any, part: Slice, kind: type[Kind], words: Mapping[str, Any], now: datetime) -> int:
    here = lines.objects.filter(extension=part.extension_id, days__gt=0, entitlement_id__lte=part.last_id)
    name, count, last = kind.code.rpartition(".")[2], 0, part.first_id - 1
    while people := list(
        here.filter(entitlement_id__gt=last)
        .order_by("entitlement_id")
        .values_list("entitlement_id", "days", "entitlement__seeker__user_id")[:SLICE]
    ):
        by_days: dict[int, list[Row]] = defaultdict(list)
        for entitlement_id, days, user_id in people:
            by_days[days].append(Row(user_id, f"extension:{part.extension_id}:{name}:{entitlement_id}"))
        with transaction.atomic():
            for days, rows in by_days.items():
                context = {**words, "days": days}
                count += notifications.post_many(kind=kind, rows=rows, context=context, now=now).created
        last = people[-1][0]
    return count


def _told(part: Slice, column: str, count: int, now: datetime) -> int:
    with transaction.atomic():
        Slice.objects.filter(pk=part.pk).update(**{column: now})
        audit.record(action="extension.people_told", target=part, actor=None, details={"messages": count})
    return count
