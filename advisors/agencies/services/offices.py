"""Opening an agency, and saying who works there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.agencies.models import Agency, Posting
from portal.accounts.models import User
from portal.audit import services as audit
from portal.refusals import Refused


class AgencyKnown(Refused):
    """Another agency has this code."""

    code = "agency_known"


class NotStaff(Refused):
    """Only a member of staff works in an agency."""

    code = "not_staff"


def open_agency(
    *,
    code: str,
    name: str,
    phone: str,
    address: str,
    opening_hours: str,
    zone: str,
    actor: Any,
    now: datetime,
    department: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
) -> Agency:
    """Open an agency; ``zone`` is the time zone in which its hours are said.  With ``department`` and coordinates (degrees)
    it serves the communes that are nearest to it, once the map is redrawn.  Refused: ``AgencyKnown``.
    """
    with transaction.atomic():
        if Agency.objects.filter(code=code).exists():
            raise AgencyKnown(_("Une agence porte déjà ce code."))
        agency = Agency.objects.create(
            code=code,
            name=name,
            phone=phone,
            address=address,
            opening_hours=opening_hours,
            zone=zone,
            department=department,
            latitude=latitude,
            longitude=longitude,
        )
        audit.record(action="agencies.opened", target=agency, actor=actor, details={"code": code})
    return agency


def post_to(*, user: User, agency: Agency, actor: Any, now: datetime) -> Posting:
    """``user`` works in ``agency`` from now on, and nowhere else.  The same agency again changes nothing.

    Refused: ``NotStaff``.
    """
    if not user.is_staff_member:
        raise NotStaff(_("Seule une personne de l’équipe peut être rattachée à une agence."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        before = Posting.objects.filter(user=user).first()
        if before is not None and before.agency_id == agency.pk:
            return before
        posting, _created = Posting.objects.update_or_create(user=user, defaults={"agency": agency})
        audit.record(action="agencies.posted", target=posting, actor=actor, details={"agency": agency.code})
    return posting
