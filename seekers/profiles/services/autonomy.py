"""How at ease a person is online: what they say, what we notice, and what they set aside.

It chooses how we write and whom we call.  Nothing here may change a right: a test holds ``benefits`` to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.audit import services as audit
from seekers.profiles import rules
from seekers.profiles.models import Autonomy, AutonomyObservation, AutonomySign, Seeker

MEMORY = timedelta(days=365)
SLICE = 2000


@dataclass(frozen=True, slots=True)
class Sighting:
    """``key`` is what may be noticed once (a month, a day); ``evidence`` holds codes and dates only."""

    seeker_id: int
    sign: AutonomySign
    key: str
    evidence: dict[str, str] = field(default_factory=dict)


def observe_autonomy(*, sightings: Collection[Sighting], now: datetime, actor: Any = None) -> int:
    """Write what was noticed, each thing once, and draw the level again for these people; how many levels changed.

    The system acts.  A slice at a time: one insertion, one reading, one update, and a line of audit where the level changed.
    """
    if not sightings:
        return 0
    rows = [
        AutonomyObservation(seeker_id=each.seeker_id, sign=each.sign, key=each.key, evidence=each.evidence, seen_at=now)
        for each in sightings
    ]
    with transaction.atomic():
        AutonomyObservation.objects.bulk_create(rows, ignore_conflicts=True)
        return _draw_levels({each.seeker_id for each in sightings}, now=now, actor=actor)


def no_longer_observed(*, seeker_id: int, sign: AutonomySign, now: datetime, actor: Any = None) -> int:
    """A habit that has ended proves nothing any more: its signs go.  How many levels changed.  The system acts."""
    with transaction.atomic():
        gone, _by_model = AutonomyObservation.objects.filter(seeker=seeker_id, sign=sign, dismissed_at=None).delete()
        return _draw_levels({seeker_id}, now=now, actor=actor) if gone else 0


def forget_old_observations(*, now: datetime, actor: Any = None) -> int:
    """What is older than a year is deleted and counts no more; one slice, how many rows.  The system acts."""
    with transaction.atomic():
        old = AutonomyObservation.objects.filter(seen_at__lte=now - MEMORY).order_by("seen_at", "pk")
        rows = list(old.select_for_update(skip_locked=True).values_list("pk", "seeker_id")[:SLICE])
        AutonomyObservation.objects.filter(pk__in=[pk for pk, _seeker_id in rows]).delete()
        _draw_levels({seeker_id for _pk, seeker_id in rows}, now=now, actor=actor)
    return len(rows)


def say_autonomy(*, seeker: Seeker, level: str, actor: Any, now: datetime) -> Seeker:
    """The person says how at ease they are online, or their advisor notes it after asking.  The same again changes nothing.

    Refused: a level that does not exist (``ValueError``).
    """
    said = Autonomy(level)
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        if locked.autonomy == said:
            return locked
        before, locked.autonomy = locked.autonomy, said
        locked.save(update_fields=["autonomy"])
        audit.record(
            action="profiles.autonomy_said", target=locked, actor=actor, details={"from": str(before), "to": str(said)}
        )
    return locked


def set_aside(*, observation: AutonomyObservation, actor: Any, now: datetime) -> AutonomyObservation:
    """« Cela ne veut rien dire »: the sign counts no more, and is not noticed again.  Twice changes nothing."""
    with transaction.atomic():
        row = (
            AutonomyObservation.objects.select_for_update(of=("self",))
            .select_related("seeker__user")
            .get(pk=observation.pk)
        )
        if row.dismissed_at is not None:
            return row
        row.dismissed_at, row.dismissed_by = now, actor
        row.save(update_fields=["dismissed_at", "dismissed_by"])
        audit.record(action="profiles.autonomy_set_aside", target=row, actor=actor, details={"sign": row.sign})
        _draw_levels({row.seeker_id}, now=now, actor=actor)
    return row


def _draw_levels(seeker_ids: Iterable[int], *, now: datetime, actor: Any) -> int:
    ids = sorted(seeker_ids)
    signs: dict[int, list[str]] = defaultdict(list)
    live = AutonomyObservation.objects.counted().filter(seeker__in=ids, seen_at__gt=now - MEMORY)
    for seeker_id, sign in live.values_list("seeker_id", "sign"):
        signs[seeker_id].append(sign)
    people = Seeker.objects.select_for_update(of=("self",)).select_related("user").filter(pk__in=ids).order_by("pk")
    changed = [person for person in people if person.observed_autonomy != rules.observed_level(signs[person.pk])]
    for person in changed:
        before, person.observed_autonomy = person.observed_autonomy, rules.observed_level(signs[person.pk])
        seen = {"from": str(before), "to": person.observed_autonomy, "signs": sorted(set(signs[person.pk]))}
        audit.record(action="profiles.autonomy_observed", target=person, actor=actor, details=seen)
    Seeker.objects.bulk_update(changed, ["observed_autonomy"])
    return len(changed)
