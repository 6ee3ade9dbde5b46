"""The API: the rooms' routes, its description, and a page to try it."""

from __future__ import annotations

from django.urls import path

from portal.api.routes import of_the_rooms
from portal.api.views import Documentation, Schema

app_name = "api"
urlpatterns = [
    path("", Documentation.as_view(), name="documentation"),
    path("schema", Schema.as_view(), name="schema"),
    *of_the_rooms(),
]
