"""The pages of the monthly declaration.  A person's own months only: no address names anybody."""

from __future__ import annotations

from django.urls import path

import portal.month_url  # noqa: F401  (teaches addresses what a month is)
from seekers.declarations import desk
from seekers.declarations.views import journey, months, paper, proof

app_name = "declarations"
urlpatterns = [
    path("", months.months, name="list"),
    path("fenetres/", desk.windows, name="windows"),
    path("fenetres/<month:month>/prolonger/", desk.extend, name="extend"),
    path("fenetres/<month:month>/suspendre/", desk.hold, name="hold"),
    path("fenetres/<month:month>/attente/", desk.reprieves, name="reprieves"),
    path("<month:month>/", journey.declare, name="declare"),
    path("<month:month>/details/", journey.details, name="details"),
    path("<month:month>/verifier/", journey.review, name="review"),
    path("<month:month>/papier/", paper.paper, name="paper"),
    path("<month:month>/recu/", proof.receipt, name="receipt"),
    path("<month:month>/recu/<slug:code>/", proof.version, name="version"),
    path("<month:month>/recu/<slug:code>.pdf", proof.receipt_pdf, name="receipt_pdf"),
    path("<month:month>/objection/", proof.objection, name="objection"),
]
