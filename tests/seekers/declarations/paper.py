"""Paper of a month: printed, back with the post, typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.accounts.models import User
from portal.intake import services as intake
from portal.intake.models import Slip, SlipState
from seekers.declarations import services
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration
from tests.factories import operator
from tests.seekers.declarations.factories import NOVEMBER, OPEN, said
from tests.seekers.registration.factories import registered

PARIS_END = datetime(2026, 12, 15, 23, tzinfo=UTC)
JUST_CLOSED = PARIS_END + timedelta(minutes=1)


def on_paper(**facts: Any) -> Seeker:
    """Asked for forms by post, and has neither telephone nor mailbox."""
    return registered(user__email=None, forms_by_post=True, **facts)


def printed(seeker: Seeker, now: datetime = OPEN) -> Slip:
    return services.print_form(seeker=seeker, month=NOVEMBER, actor=seeker.user, now=now)


def returned(slip: Slip, received_on: date, postmarked_on: date | None = None) -> Slip:
    """Back with the post, as a batch brings it (``tests/portal/intake`` tries the scan itself)."""
    Slip.objects.filter(pk=slip.pk).update(
        state=SlipState.RETURNED,
        returned_at=OPEN,
        received_on=received_on,
        postmarked_on=postmarked_on,
        promised_on=received_on,
    )
    return Slip.objects.get(pk=slip.pk)


def typed(slip: Slip, seeker: Seeker, by: User, *, now: datetime = OPEN, **facts: Any) -> Any:
    known = {"month": NOVEMBER, "answers": said(), "compared": True, **facts}
    return services.file_from_form(slip=slip, seeker=seeker, advisor=by, now=now, **known)


def is_registered(seeker: Seeker) -> bool:
    return Registration.objects.active().filter(seeker=seeker).exists()


def late(*departments: str, until: date, starts: date = date(2026, 12, 10)) -> Any:
    return intake.record_delay(
        departments=departments,
        starts_on=starts,
        until=until,
        reason="Grève des transports",
        actor=operator(),
        now=OPEN,
    )
