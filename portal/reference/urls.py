"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.reference import views

app_name = "reference"
urlpatterns = [
    path("communes/", views.communes, name="communes"),
    path("metiers/", views.occupations, name="occupations"),
]
