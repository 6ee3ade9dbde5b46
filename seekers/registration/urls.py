"""The pages of the registration: mine, and no other."""

from __future__ import annotations

from django.urls import path

from seekers.registration import views

app_name = "registration"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("se-reinscrire/", views.again, name="again"),
]
