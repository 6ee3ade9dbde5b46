"""A month in an address: ``path("<month:month>/", …)`` gives the view a ``Month``; a month 13 is a page that does not exist."""

from __future__ import annotations

from django.urls import register_converter

from portal.months import Month


class MonthConverter:
    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        return str(value)


register_converter(MonthConverter, "month")
