"""Amounts, durations, days and instants as a French reader says them. ``{% load words %}``."""

from __future__ import annotations

from datetime import date, datetime

from django.template import Library
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import identifiers, money
from portal.months import Month

register = Library()


@register.filter
def euros(cents: int) -> str:
    """Cents as ``1 133,10 €``."""
    return money.euros(cents)


@register.filter
def figure(number: int) -> str:
    """``31000`` as ``31 000``, with no-break spaces."""
    return f"{int(number):,}".replace(",", money.NO_BREAK_SPACE)


@register.filter
def phone(number: object) -> str:
    """``06 39 98 22 44``, with no-break spaces; an address that is no number stays as it is."""
    return identifiers.national(str(number)).replace(" ", money.NO_BREAK_SPACE)


@register.filter
def hours(minutes: int) -> str:
    """Minutes as ``151 h 30`` or ``7 h``, with no-break spaces."""
    whole, rest = divmod(int(minutes), 60)
    return f"{whole}\u00a0h\u00a0{rest:02d}" if rest else f"{whole}\u00a0h"


@register.filter
def day(value: date) -> str:
    """``1er décembre 2026``; an instant is taken in the current time zone."""
    return _dated(value, "j F Y")


@register.filter
def weekday(value: date) -> str:
    """``mardi 1er décembre``, the year left out: for what is near.  An instant is taken in the current time zone."""
    return _dated(value, "l j F")


def _dated(value: date, parts: str) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    first = value.day == 1 and _in_french()
    return date_format(value, parts.replace("j", r"j\e\r") if first else parts)


def _in_french() -> bool:
    return (translation.get_language() or "").startswith("fr")


@register.filter
def of_month(month: Month) -> str:
    """``de novembre 2026``, ``d’octobre 2026``: every sentence that says "of" a month takes it whole from here."""
    template = _("d’%(month)s") if month.elides else _("de %(month)s")
    return template % {"month": date_format(month.first, "F Y")}


@register.filter
def time_of_day(value: datetime) -> str:
    """``14 h 05`` in the current time zone, as French is written."""
    local = timezone.localtime(value)
    if _in_french():
        return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"
    return f"{local:%H:%M}"
