"""A deadline said as people say it: "jusqu’au 15 décembre à minuit, il reste 3 jours"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seekers.declarations import calendar

HOUR = timedelta(hours=1)


def last_day(closes_at: datetime) -> date:
    """The last day before ``closes_at`` (exclusive), in the current time zone."""
    return calendar.last_day(closes_at, timezone.get_current_timezone())


def until(closes_at: datetime) -> str:
    """``jusqu’au mardi 15 décembre à minuit``, in the current time zone; another hour is said as it is."""
    closing = timezone.localtime(closes_at)
    day = date_format(last_day(closes_at), _("l j F"))
    if closing.hour == closing.minute == 0:
        return _("jusqu’au %(day)s à minuit") % {"day": day}
    hour = date_format(closing, _("G \\h i"))
    return _("jusqu’au %(day)s à %(hour)s") % {"day": day, "hour": hour}


def left(closes_at: datetime, now: datetime) -> str:
    """``il reste 3 jours``; hours in the last day; empty once it is over."""
    if now >= closes_at:
        return ""
    days = (last_day(closes_at) - timezone.localtime(now).date()).days
    if days > 0:
        return ngettext("il reste %(days)d jour", "il reste %(days)d jours", days) % {"days": days}
    hours = (closes_at - now) // HOUR
    if hours < 1:
        return _("il reste moins d’une heure")
    return ngettext("il reste %(hours)d heure", "il reste %(hours)d heures", hours) % {"hours": hours}
