"""The cases about the declaration: its calendar, whether it is open, the category that follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from seekers.declarations.calendar import PARIS, window_of
from seekers.registration import rules
from seekers.registration.rules import Situation
from tests.vectors.reading import Case, Refused

SITUATIONS = {
    "available": Situation.AVAILABLE,
    "sick_leave_up_to_15_days": Situation.AVAILABLE,
    "training_up_to_40_hours": Situation.AVAILABLE,
    "paternity_leave": Situation.AVAILABLE,
    "not_available": Situation.NOT_AVAILABLE,
    "unavailable": Situation.NOT_AVAILABLE,
    "sick_leave_over_15_days": Situation.NOT_AVAILABLE,
    "sick_leave": Situation.NOT_AVAILABLE,
    "maternity_leave": Situation.NOT_AVAILABLE,
    "maternity": Situation.NOT_AVAILABLE,
    "training": Situation.NOT_AVAILABLE,
    "in_training": Situation.NOT_AVAILABLE,
    "training_over_40_hours": Situation.NOT_AVAILABLE,
    "training_over_40h": Situation.NOT_AVAILABLE,
    "internship": Situation.NOT_AVAILABLE,
    "csp": Situation.NOT_AVAILABLE,
    "in_work_not_searching": Situation.IN_WORK_NOT_SEARCHING,
    "in_work_not_required_to_search": Situation.IN_WORK_NOT_SEARCHING,
    "in_work": Situation.IN_WORK_NOT_SEARCHING,
    "employed_not_searching": Situation.IN_WORK_NOT_SEARCHING,
    "not_required_to_search": Situation.IN_WORK_NOT_SEARCHING,
    "subsidised_contract": Situation.IN_WORK_NOT_SEARCHING,
    "business_creation": Situation.IN_WORK_NOT_SEARCHING,
    "business_creator": Situation.IN_WORK_NOT_SEARCHING,
    "social_path": Situation.SOCIAL_PATH,
    "rsa_social_path": Situation.SOCIAL_PATH,
    "awaiting_orientation": Situation.AWAITING_ORIENTATION,
    "waiting_orientation": Situation.AWAITING_ORIENTATION,
    "waiting_to_be_oriented": Situation.AWAITING_ORIENTATION,
}


def actualisation_calendar(case: Case) -> dict[str, Any]:
    window = window_of(case.month("declared_month"))
    transfers = window.first_transfers_on
    return {
        "opens": window.opens_on.isoformat(),
        "closes": window.closes_on.isoformat(),
        "first_transfers": transfers and transfers.isoformat(),
        "published": window.published,
    }


def actualisation_window(case: Case) -> dict[str, Any]:
    zone = case.text("zone") if case.has("zone") else PARIS
    window = window_of(case.month("declared_month"), zone)
    now = _instant(case.text("now"), zone)
    result = "not_open" if now < window.opens_at else "accepted" if now < window.closes_at else "closed"
    return {"result": result, "opens": window.opens_on.isoformat(), "closes": window.closes_on.isoformat()}


def _instant(written: str, zone: str) -> datetime:
    """An instant as written, on the clock of ``zone`` when it names no offset."""
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(f"now is written like 2026-07-15T23:59, not {written!r}.") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))


def statistical_category(case: Case) -> dict[str, Any]:
    situation = case.text("situation") if case.has("situation") else "available"
    if situation not in SITUATIONS:
        raise Refused(f"The situation {situation!r} is not one of: {', '.join(SITUATIONS)}.")
    minutes = case.minutes("hours_worked_in_month")
    return {"category": rules.statistical_category(minutes, SITUATIONS[situation], case.day)}
