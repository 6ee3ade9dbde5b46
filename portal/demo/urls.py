"""The demonstration's own addresses; they do not exist outside demonstration mode."""

from __future__ import annotations

from django.urls import path

from portal.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.clock_page, name="clock"),
    path("voyage/", views.progress, name="progress"),
    path("comptes/", views.accounts, name="accounts"),
    path("codes/", views.codes, name="codes"),
]
