"""What we learn of how a person is reached, and of the way they are used to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from portal.audit import services as audit
from portal.notifications.models import Channel
from seekers.profiles import rules
from seekers.profiles.models import AutonomySign, Seeker, UsualChannel
from seekers.profiles.services.autonomy import Sighting, no_longer_observed, observe_autonomy

WITH_SOMEBODY = frozenset({UsualChannel.PHONE, UsualChannel.AGENCY, UsualChannel.PAPER})
FAILED_COLUMN = {Channel.SMS: "phone_failed_at", Channel.EMAIL: "email_failed_at"}


def channel_failed(*, user_ids: Iterable[int], channel: str, now: datetime, actor: Any = None) -> int:
    """The operator says that these addresses or numbers do not exist; the number of people for whom this is new.

    Rare by nature (about one in a hundred), so each file gets its own line of audit: the person reads it there.
    """
    column = FAILED_COLUMN[Channel(channel)]
    with transaction.atomic():
        concerned = list(
            Seeker.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(Q(**{column: None}), user_id__in=list(user_ids))
            .order_by("pk")
        )
        Seeker.objects.filter(pk__in=[seeker.pk for seeker in concerned]).update(**{column: now})
        for seeker in concerned:
            audit.record(
                action="profiles.channel_failed", target=seeker, actor=actor, details={"channel": str(channel)}
            )
    return len(concerned)


def observe_usual_channel(*, seeker: Seeker, ways: Iterable[str], actor: Any, now: datetime) -> Seeker:
    """``ways``: how the person declared, newest first (``UsualChannel``).  The habit: two of the last three."""
    usual, seen = rules.usual_way(ways)
    written = ",".join(seen)
    if (seeker.usual_channel, seeker.usual_channel_seen) == (usual, written):
        return seeker
    with transaction.atomic():
        changed = seeker.usual_channel != usual
        if changed:
            _observe_habit(seeker, usual, written, now=now)
        seeker.usual_channel, seeker.usual_channel_seen = usual, written
        seeker.save(update_fields=["usual_channel", "usual_channel_seen"])
        if changed:
            audit.record(
                action="profiles.usual_channel", target=seeker, actor=actor, details={"usual": usual, "seen": seen}
            )
    return seeker


def choose_forms_by_post(*, seeker: Seeker, wanted: bool, actor: Any, now: datetime) -> Seeker:
    """The monthly form comes by post from now on, or no longer.  Nothing else changes: the site stays open.  Twice is once."""
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        if locked.forms_by_post != wanted:
            locked.forms_by_post = wanted
            locked.save(update_fields=["forms_by_post"])
            audit.record(action="profiles.forms_by_post", target=locked, actor=actor, details={"wanted": wanted})
    return locked


def _observe_habit(seeker: Seeker, usual: str, written: str, *, now: datetime) -> None:
    """Always declaring with somebody says something of the site; declaring online again says the contrary."""
    if usual in WITH_SOMEBODY:
        sighting = Sighting(seeker.pk, AutonomySign.AT_COUNTER, usual, {"ways": written})
        observe_autonomy(sightings=[sighting], now=now)
    else:
        no_longer_observed(seeker_id=seeker.pk, sign=AutonomySign.AT_COUNTER, now=now)
