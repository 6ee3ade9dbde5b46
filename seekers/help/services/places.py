"""Loading the places where digital help is near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.audit import services as audit
from seekers.help.models import HelpPlace, PlaceKind, department_of


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place as its source tells it."""

    reference: str
    name: str
    postcode: str
    town: str
    kind: str = PlaceKind.OTHER
    address: str = ""
    phone: str = ""
    hours: str = ""


COLUMNS = ("name", "kind", "address", "postcode", "town", "department", "phone", "hours", "loaded_at")


def load_places(*, lines: Iterable[PlaceLine], actor: Any, now: datetime) -> int:
    """Write ``lines``, each by its reference; places that are no longer among them are removed.  How many stand.

    An empty list changes nothing: a file that could not be read must not close every place of the country.
    """
    rows = [HelpPlace(**asdict(line), department=department_of(line.postcode), loaded_at=now) for line in lines]
    if not rows:
        return 0
    with transaction.atomic():
        HelpPlace.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["reference"], update_fields=COLUMNS, batch_size=1000
        )
        HelpPlace.objects.exclude(reference__in=[row.reference for row in rows]).delete()
        audit.record(action="help.places_loaded", target=rows[0], actor=actor, details={"places": len(rows)})
    return len(rows)
