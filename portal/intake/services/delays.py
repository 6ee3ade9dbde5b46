"""Delays of the post: recorded by an operator, shown to the people they concern, ended when the post runs again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import services as audit
from portal.intake.models import PostDelay
from portal.intake.refusals import ReasonMissing, WrongDelay

DEPARTMENT = re.compile(r"\d{2}|9[78]\d", re.ASCII)
LONGEST_REASON = 200


def record_delay(
    *, departments: Iterable[str], starts_on: date, until: date, reason: str, actor: User, now: datetime
) -> PostDelay:
    """The post of ``departments`` (as postcodes begin) is late from ``starts_on`` to ``until``, days of Europe/Paris, included.

    Deadlines of people on paper there wait until the end of ``until``.  ``reason`` is read by them.  Refused: ``ReasonMissing``,
    ``WrongDelay``.
    """
    places = sorted(
        {each.strip().upper().replace("2A", "20").replace("2B", "20") for each in departments if each.strip()}
    )
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise ReasonMissing(_("Écrivez la raison, en 200 lettres au plus : les personnes la liront."))
    if not places or not all(DEPARTMENT.fullmatch(each) for each in places):
        raise WrongDelay(_("Écrivez les départements comme 62, 2A ou 971, séparés par des virgules."))
    if until < starts_on:
        raise WrongDelay(_("La fin du retard vient après son début."))
    with transaction.atomic():
        delay = PostDelay.objects.create(
            departments=places, starts_on=starts_on, until=until, reason=why, recorded_at=now, recorded_by=actor
        )
        audit.record(
            action="intake.post_delayed", target=delay, actor=actor, reason=why,
            details={"departments": places, "from": starts_on.isoformat(), "until": until.isoformat()},
        )  # fmt: skip
    return delay


def end_delay(*, delay: PostDelay, reason: str, actor: User, now: datetime) -> PostDelay:
    """The delay was recorded wrongly, or is over sooner.  Time already given to people stays theirs.

    Twice is once.  Refused: ``ReasonMissing``.
    """
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise ReasonMissing(_("Dites pourquoi ce retard est retiré."))
    with transaction.atomic():
        locked = PostDelay.objects.select_for_update(of=("self",)).get(pk=delay.pk)
        if locked.ended_at is None:
            locked.ended_at = now
            locked.save(update_fields=["ended_at"])
            audit.record(action="intake.post_delay_ended", target=locked, actor=actor, reason=why)
    return locked


def delay_at(postcode: str, on: date) -> PostDelay | None:
    """The delay that concerns somebody who lives at ``postcode`` on this day, or None."""
    return next((each for each in PostDelay.objects.touching(on, on) if each.covers(postcode)), None)
