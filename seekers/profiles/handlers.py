"""Tells the notifications, and the mail room, how to reach the people whose file is here; notices who struggles to come in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from portal import clock
from portal.accounts.events import AccountLocked, PasswordResetAsked
from portal.accounts.models import User
from portal.events import subscribe
from portal.intake import postal
from portal.notifications import addresses
from portal.notifications.addresses import Recipient
from portal.reference.models import Commune
from seekers.profiles import services
from seekers.profiles.models import AutonomySign, Seeker


def recipients(user_ids: Collection[int]) -> dict[int, Recipient]:
    """Every active account of ``user_ids`` that has a file, in one query.  A shared telephone receives the same short
    texts."""
    rows = Seeker.objects.filter(user_id__in=user_ids, user__is_active=True).values_list(
        "user_id",
        "user__email",
        "phone",
        "preferred_channel",
        "user__language",
        "zone",
        "email_failed_at",
        "phone_failed_at",
    )
    return {
        user_id: Recipient(
            user_id,
            email=email or "",
            phone=str(phone or ""),
            preferred=preferred,
            language=language,
            zone=zone,
            email_works=email_failed_at is None,
            phone_works=phone_failed_at is None,
        )
        for user_id, email, phone, preferred, language, zone, email_failed_at, phone_failed_at in rows
    }


def unreachable(*, user_ids: Collection[int], channel: str, now: datetime) -> None:
    """Their file says it, so that no room relies on that channel again."""
    services.channel_failed(user_ids=user_ids, channel=channel, now=now)


addresses.register(recipients, on_failure=unreachable)


@postal.register
def envelope(user: User) -> list[str]:
    """Name, street, postcode and town, as the post reads them; without a street a letter goes nowhere, and has only a name."""
    seeker = Seeker.objects.of(user).first()
    if seeker is None or not seeker.address_line:
        return []
    town = Commune.objects.filter(code=seeker.commune_code).values_list("name", flat=True).first() or ""
    return [str(seeker), seeker.address_line, f"{seeker.postcode} {town.upper()}".strip()]


@subscribe(AccountLocked)
def locked_out(event: AccountLocked) -> None:
    """Ten wrong passwords: perhaps a thief, perhaps somebody for whom passwords are hard."""
    day = event.at.date().isoformat()
    _notice(event.user_id, AutonomySign.LOCKED_OUT, day, on=day, now=event.at)


@subscribe(PasswordResetAsked)
def lost_password(event: PasswordResetAsked) -> None:
    now = clock.now()
    day = now.date().isoformat()
    _notice(event.user_id, AutonomySign.LOST_PASSWORD, day, on=day, now=now)


def _notice(user_id: int, sign: AutonomySign, key: str, *, on: str, now: datetime) -> None:
    """Of staff and recruiters nothing is noticed."""
    seeker_id = Seeker.objects.filter(user=user_id).values_list("pk", flat=True).first()
    if seeker_id is not None:
        services.observe_autonomy(sightings=[services.Sighting(seeker_id, sign, key, {"on": on})], now=now)
