"""The addresses of this room, under /rappels/."""

from __future__ import annotations

from django.urls import path

import portal.month_url  # noqa: F401  the converter of months
from seekers.reminders import desk

app_name = "reminders"
urlpatterns = [
    path("", desk.campaigns, name="campaigns"),
    path("<month:month>/<slug:step>/", desk.campaign, name="campaign"),
]
