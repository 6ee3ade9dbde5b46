"""The day of one envelope, when it is not that of its pile: read on its postmark, written with the reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, events
from portal.accounts.models import User
from portal.audit import services as audit
from portal.intake.events import LetterDated
from portal.intake.models import Bundle, Slip, SlipState
from portal.intake.refusals import AlreadyKnown, ReasonMissing, WrongDays
from portal.intake.services.slips import days_fit
from portal.intake.services.sorting import LONGEST_REASON


def date_letter(*, bundle: Bundle, postmarked_on: date | None, reason: str, actor: User, now: datetime) -> Bundle:
    """The envelope of ``bundle`` was posted on ``postmarked_on`` (None: it cannot be read), for ``reason``.

    It counts for the form that lay in it and for the copies behind it: what was posted in time is in time.  Refused:
    ``ReasonMissing``, ``WrongDays``, ``AlreadyKnown`` (the form is keyed: the day has counted).
    """
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise ReasonMissing(_("Dites où vous avez lu ce jour, ou pourquoi il change."))
    with transaction.atomic():
        row = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
        if not days_fit(row.received_on, postmarked_on, clock.day_of(now)):
            raise WrongDays(_("Cette lettre ne peut pas être postée après son arrivée."))
        slip = Slip.objects.select_for_update(of=("self",)).get(pk=row.slip_id) if row.slip_id else None
        if slip is not None and slip.state == SlipState.KEYED:
            raise AlreadyKnown(_("Ce formulaire est déjà recopié : son jour a compté."))
        before = row.postmarked_on
        for one in (row, *row.enclosures.select_for_update(of=("self",)).order_by("pk")):
            one.postmarked_on = postmarked_on
            one.save(update_fields=["postmarked_on"])
        if slip is not None:
            slip.postmarked_on = postmarked_on
            slip.save(update_fields=["postmarked_on"])
        audit.record(
            action="intake.letter_dated", target=row, actor=actor, reason=why,
            details={"from": before and before.isoformat(), "to": postmarked_on and postmarked_on.isoformat()},
        )  # fmt: skip
        if slip is not None and postmarked_on is not None:
            events.publish(LetterDated(slip.pk, postmarked_on))
    return row
