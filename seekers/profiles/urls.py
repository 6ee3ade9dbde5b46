"""My file."""

from __future__ import annotations

from django.urls import path

from seekers.profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("coordonnees/", views.contact, name="contact"),
    path("adresse/", views.address, name="address"),
    path("compte/", views.account, name="account"),
    path("en-ligne/", views.autonomy, name="autonomy"),
    path("en-ligne/<int:number>/ecarter/", views.set_aside, name="set_aside"),
    path("besoins/", views.adjustments, name="adjustments"),
]
