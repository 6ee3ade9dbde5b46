"""Tells the notifications how to reach somebody who registers, and the room that helps how the pages are called."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from portal import identifiers
from portal.notifications import addresses
from portal.notifications.addresses import Recipient
from seekers.help import matters
from seekers.registration import places
from seekers.registration.answers import Answers
from seekers.registration.models import Application, Step


def recipients(user_ids: Collection[int]) -> dict[int, Recipient]:
    """Active accounts of ``user_ids`` that have an application and no file yet, in one query."""
    rows = Application.objects.filter(applicant__in=user_ids, applicant__is_active=True, seeker=None)
    latest = rows.order_by("applicant", "-pk").distinct("applicant").values_list("applicant", "answers")
    return {user_id: _recipient(user_id, Answers.from_json(written)) for user_id, written in latest}


def _recipient(user_id: int, answers: Answers) -> Recipient:
    said = answers.contact
    try:
        phone = identifiers.phone(said.phone) if said.phone else ""
    except identifiers.NotValid:
        phone = ""
    return Recipient(
        user_id, email=said.email, phone=phone, preferred=said.preferred_channel or "inbox", language=said.language,
        zone=str(places.zone(answers)),
    )  # fmt: skip


def unreachable(*, user_ids: Collection[int], channel: str, now: datetime) -> None:
    """A draft keeps what the person typed: the address is put right at the next step, or by an advisor."""


addresses.register(recipients, on_failure=unreachable)


matters.register("registration", lambda _rest: _("Inscription"), steps={step.value: step.label for step in Step})
