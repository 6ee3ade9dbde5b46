"""Help: the ways, the places, one's own requests."""

from __future__ import annotations

from django.urls import path

from seekers.help import views

app_name = "help"
urlpatterns = [
    path("", views.ways, name="ways"),
    path("pres-de-chez-moi/", views.places, name="places"),
    path("demander/", views.ask, name="ask"),
    path("demandes/", views.mine, name="mine"),
    path("demandes/<uuid:public_id>/annuler/", views.cancel, name="cancel"),
]
