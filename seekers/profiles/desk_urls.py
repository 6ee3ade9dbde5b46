"""Bank accounts that wait for a decision; for the staff."""

from __future__ import annotations

from django.urls import path

from seekers.profiles import desk

app_name = "doubts"
urlpatterns = [
    path("", desk.doubts, name="list"),
    path("<int:number>/", desk.doubt, name="doubt"),
    path("<int:number>/decider/", desk.settle, name="settle"),
]
