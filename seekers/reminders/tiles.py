"""What an operator must know of the reminders at first sight."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal.tiles import Tile, tile
from seekers.reminders.models import ArrivalCheck, Campaign, State
from seekers.reminders.words import STEPS


@tile("home.operator", order=20)
def reminders(request: HttpRequest, subject: Any) -> Tile:
    """The campaign under way or the last one, and the alarm of the last evening when it rang."""
    campaign = Campaign.objects.exclude(state=State.SKIPPED).order_by("-started_at", "-pk").first()
    check = ArrivalCheck.objects.order_by("-month").first()
    context = {
        "campaign": campaign,
        "name": STEPS[campaign.step] if campaign else "",
        "alarm": check if check and check.abnormal else None,
    }
    return Tile("seekers/reminders/operator.html", context)
