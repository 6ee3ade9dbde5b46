"""The addresses of this room, under /messages/."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from portal.notifications import api, views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("envoyes/", views.sent, name="sent"),
    path("recus/", api.delivery_receipts, name="receipts"),
    path("<uuid:reference>/", views.message, name="message"),
]
if settings.DEMO:
    urlpatterns.append(path("telephone/", views.telephone, name="telephone"))
