"""The addresses of rights: the person's own, the public simulation, and the desk of benefit advisors."""

from __future__ import annotations

from django.urls import path

from benefits.entitlements import views

app_name = "entitlements"
urlpatterns = [
    path("", views.mine, name="mine"),
]
