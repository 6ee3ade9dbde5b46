"""Whom an extension concerns: one query, read by the count and by each slice alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from benefits.endings import projection
from benefits.extensions.models import Extension
from benefits.extensions.rules import postcode_pattern

MEMBERS = f"""
    SELECT e.id, e.state, e.seeker_id, band.id AS band_id, band.days, ending.ends_on,
        CASE WHEN e.paid_days >= e.full_rate_days THEN e.reduced_daily_cents ELSE e.daily_cents END AS daily_cents
    FROM {{rights}} e
    {projection.ENDING}
    JOIN extensions_band band ON band.extension_id = %(extension)s
        AND ending.ends_on BETWEEN band.ends_from AND band.ends_through
    WHERE e.scheme = ANY(%(schemes)s) AND e.state = ANY(%(states)s) AND e.created_at <= %(counted_at)s
        AND (%(places)s = '' OR EXISTS (
            SELECT FROM profiles_seeker s WHERE s.id = e.seeker_id AND s.postcode ~ %(places)s))
"""  # noqa: S608  (constants only)
"""Rights made after the count are not in the rule.  ``rights``: where they are read from."""

ALL = MEMBERS.format(rights="entitlements_entitlement")
BETWEEN = MEMBERS.format(
    rights="(SELECT * FROM entitlements_entitlement WHERE id BETWEEN %(first)s AND %(last)s OFFSET 0)"
)
"""``OFFSET 0``: read by their ids before anything else; else the index of the open rights tempts the planner, which then reads the
whole of it for each slice."""

MAY_REOPEN = """(e.state <> 'exhausted' OR NOT EXISTS (
    SELECT FROM entitlements_entitlement other
    WHERE other.seeker_id = e.seeker_id
        AND (other.state IN ('open', 'suspended') OR other.state = 'exhausted' AND other.id > e.id)))"""
"""A used-up right opens again only when nothing has followed it."""


def keys(extension: Extension, *, counted_at: datetime, as_of: date) -> dict[str, Any]:
    """The rule as parameters, frozen as it was counted."""
    return {
        "extension": extension.pk,
        "schemes": extension.schemes,
        "states": extension.states,
        "places": postcode_pattern(extension.departments),
        "counted_at": counted_at,
        **projection.keys(as_of),
    }


def frozen_keys(extension: Extension) -> dict[str, Any]:
    """The parameters of an extension that was counted."""
    assert extension.counted_at is not None and extension.as_of is not None  # noqa: S101,PT018  ``extension_counted_has_its_day``
    return keys(extension, counted_at=extension.counted_at, as_of=extension.as_of)
