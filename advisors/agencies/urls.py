"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from advisors.agencies import views

app_name = "agencies"
urlpatterns = [
    path("sans-agence/", views.without, name="without"),
    path("sans-agence/<uuid:public_id>/", views.choose, name="choose"),
]
