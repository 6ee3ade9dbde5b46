"""The front door, the homes by role, and the pages about trust.  ``home`` has no prefix: it is where sign-in leads."""

from __future__ import annotations

from django.urls import include, path

from portal.home import views

pages = [
    path("mon-dossier/ouvertures/", views.trail, name="trail"),
    path("verifier-un-message/", views.senders, name="senders"),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("", include((pages, "home"))),
]
