"""What the months and the registration show of how at ease people are online."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from seekers.declarations.models import Declaration
from seekers.profiles import services as profiles
from seekers.profiles.models import AutonomySign
from seekers.profiles.services import Sighting
from seekers.registration.models import Application
from seekers.registration.models.application import Via


def notice_abandoned(*, declaration_ids: Collection[int], now: datetime, actor: Any = None) -> int:
    """Months that were begun on the site and never sent, one slice of a closing; how many levels of autonomy changed."""
    begun = Declaration.objects.filter(pk__in=list(declaration_ids), draft__isnull=False).order_by("pk")
    sightings = [
        Sighting(seeker_id, AutonomySign.DRAFT_ABANDONED, str(month), {"month": str(month)})
        for seeker_id, month in begun.values_list("seeker_id", "month")
    ]
    return profiles.observe_autonomy(sightings=sightings, now=now, actor=actor)


def notice_registered_together(*, application_id: int, now: datetime, actor: Any = None) -> int:
    """A registration that was made beside an advisor or on paper; 1 when the level of autonomy changed."""
    application = Application.objects.get(pk=application_id)
    if application.via == Via.WEB or application.seeker_id is None:
        return 0
    sighting = Sighting(
        application.seeker_id, AutonomySign.REGISTERED_TOGETHER, str(application.pk), {"via": application.via}
    )
    return profiles.observe_autonomy(sightings=[sighting], now=now, actor=actor)
