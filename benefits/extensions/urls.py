"""The addresses of the extensions of rights.  A person's own; the operations for those who answer for them."""

from __future__ import annotations

from django.urls import path

from benefits.extensions import desk, views

app_name = "extensions"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("operations/", desk.extensions, name="list"),
    path("operations/nouvelle/", desk.draft, name="draft"),
    path("operations/<int:pk>/", desk.extension, name="detail"),
    path("operations/<int:pk>/avancement/", desk.extension_progress, name="progress"),
    path("operations/<int:pk>/compter/", desk.count, name="count"),
    path("operations/<int:pk>/controler/", desk.check, name="check"),
    path("operations/<int:pk>/liberer/", desk.release, name="release"),
    path("operations/<int:pk>/abandonner/", desk.cancel, name="cancel"),
    path("operations/<int:pk>/reprendre/", desk.reverse, name="reverse"),
    path("operations/<int:pk>/reprise/liberer/", desk.release_reversal, name="release_reversal"),
    path("operations/<int:pk>/reprise/abandonner/", desk.cancel_reversal, name="cancel_reversal"),
    path("operations/<int:pk>/jours-utilises/", desk.consumed, name="consumed"),
]
