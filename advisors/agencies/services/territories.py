"""Which agency serves which commune."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from advisors.agencies.models import Agency, Territory
from advisors.agencies.permissions import check_may_attach
from portal.audit import services as audit
from portal.reference.models import Commune

NEAREST = """
INSERT INTO agencies_territory AS was (commune_id, agency_id, by_hand)
SELECT place.code, nearest.id, false
FROM reference_commune place
CROSS JOIN LATERAL (
    SELECT office.id FROM agencies_agency office
    WHERE office.department = place.department_id AND office.latitude IS NOT NULL
    ORDER BY power(office.latitude - place.latitude, 2)
           + power((office.longitude - place.longitude) * cos(radians(place.latitude)), 2), office.code
    LIMIT 1
) nearest
WHERE place.latitude IS NOT NULL
ON CONFLICT (commune_id) DO UPDATE SET agency_id = excluded.agency_id
WHERE NOT was.by_hand AND was.agency_id <> excluded.agency_id
"""
"""As the crow flies, inside the department: at these distances a degree of longitude shrinks with the latitude alone."""


def redraw(*, actor: Any, now: datetime) -> int:
    """Give each commune the nearest agency of its department; how many changed.  What was decided by hand stays.

    A department without an agency, and a commune without coordinates, wait for a decision (``serve``).  People already
    received somewhere stay there: a map that was redrawn moves nobody.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NEAREST)
        changed = int(cursor.rowcount)
        if changed:
            office = Agency.objects.order_by("pk")[:1].get()
            audit.record(action="agencies.redrawn", target=office, actor=actor, details={"communes": changed})
    return changed


def serve(*, commune: Commune, agency: Agency, actor: Any, now: datetime) -> Territory:
    """``agency`` serves ``commune`` from now on, whatever the distance.  Refused: ``MayNotAttach``."""
    check_may_attach(actor)
    with transaction.atomic():
        territory, _created = Territory.objects.update_or_create(
            commune=commune, defaults={"agency": agency, "by_hand": True}
        )
        details = {"commune": commune.pk, "agency": agency.code}
        audit.record(action="agencies.serves", target=territory, actor=actor, details=details)
    return territory
