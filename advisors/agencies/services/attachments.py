"""Which agency receives a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Greatest

from advisors.agencies.models import Agency, Attachment, How, with_agency
from advisors.agencies.permissions import check_may_attach
from portal.audit import services as audit
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration

SLICE = 2000


def attach(*, seeker: Seeker, actor: Any, now: datetime, moved: bool = False) -> Attachment:
    """Attach ``seeker`` to the agency of where they live: of the commune, else of the postcode, else the first of the
    department; when none fits, the row says so.

    The same agency again changes nothing.  What a director chose stands until the person moves (``moved``).
    """
    with transaction.atomic():
        locked = with_agency(Seeker.objects.select_for_update(of=("self",)).filter(pk=seeker.pk)).get()
        before = locked.attachments.live().first()
        agency_id, how = _fitting(locked)
        if before and ((before.agency_id, before.how) == (agency_id, how) or (before.how == How.BY_HAND and not moved)):
            return before
        return _replace(locked, before, agency_id, how, actor=actor, now=now)


def attach_by_hand(*, seeker: Seeker, agency: Agency, actor: Any, now: datetime) -> Attachment:
    """A director chooses; it stands until the person moves.  Refused: ``MayNotAttach``."""
    check_may_attach(actor)
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).get(pk=seeker.pk)
        before = locked.attachments.live().first()
        if before and (before.agency_id, before.how) == (agency.pk, How.BY_HAND):
            return before
        return _replace(locked, before, agency.pk, How.BY_HAND, actor=actor, now=now)


def attach_waiting(*, actor: Any, now: datetime) -> int:
    """Attach every registered person whom no agency receives and one now fits; how many.  Run after the map was redrawn.

    By slices of one transaction: each is one line of audit, and a run that was killed carries on where it stopped.
    """
    registered = Registration.objects.active().filter(seeker=OuterRef("pk"))
    received = Attachment.objects.live().exclude(how=How.NONE).filter(seeker=OuterRef("pk"))
    waiting = Seeker.objects.filter(Exists(registered), ~Exists(received)).order_by("pk")
    attached = last = 0
    while some := list(with_agency(waiting.filter(pk__gt=last))[:SLICE]):
        last = some[-1].pk
        attached += _attach_all([seeker for seeker in some if _fitting(seeker)[1] != How.NONE], actor=actor, now=now)
    return attached


def _attach_all(seekers: list[Seeker], *, actor: Any, now: datetime) -> int:
    with transaction.atomic():
        keys = [each.pk for each in seekers]
        free = list(Seeker.objects.select_for_update(of=("self",)).filter(pk__in=keys).values_list("pk", flat=True))
        taken = set(
            Attachment.objects.live().exclude(how=How.NONE).filter(seeker__in=free).values_list("seeker", flat=True)
        )
        Attachment.objects.live().filter(seeker__in=free, how=How.NONE).update(ended_at=Greatest("since", Value(now)))
        rows = [
            Attachment(seeker=each, agency_id=_fitting(each)[0], how=_fitting(each)[1], since=now)
            for each in seekers
            if each.pk not in taken
        ]
        if rows:
            Attachment.objects.bulk_create(rows)
            first = Agency.objects.get(attachments=rows[0])
            audit.record(action="agencies.attached_waiting", target=first, actor=actor, details={"people": len(rows)})
    return len(rows)


def _fitting(seeker: Any) -> tuple[int | None, How]:
    found = (
        (seeker.by_commune, How.COMMUNE),
        (seeker.by_postcode, How.POSTCODE),
        (seeker.by_department, How.DEPARTMENT),
    )
    return next(((agency_id, how) for agency_id, how in found if agency_id), (None, How.NONE))


def _replace(
    seeker: Seeker, before: Attachment | None, agency_id: int | None, how: How, *, actor: Any, now: datetime
) -> Attachment:
    if before is not None:
        before.ended_at = max(now, before.since)
        before.save(update_fields=["ended_at"])
    row = Attachment.objects.create(seeker=seeker, agency_id=agency_id, how=how, since=now)
    code = row.agency.code if row.agency else ""
    audit.record(action="agencies.attached", target=row, actor=actor, details={"agency": code, "how": str(how)})
    return row
