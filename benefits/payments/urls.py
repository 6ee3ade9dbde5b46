"""The addresses of payments.  A person's own by month; runs and files for those who answer for them."""

from __future__ import annotations

from django.urls import path

import portal.month_url  # noqa: F401  (teaches addresses what a month is)
from benefits.payments import desk, views

app_name = "payments"
urlpatterns = [
    path("", views.payments, name="list"),
    path("<month:month>/", views.payment, name="detail"),
    path("<month:month>/<int:number>/", views.payment, name="complement"),
    path("<month:month>/<int:number>/releve.pdf", views.statement, name="statement"),
    path("series/", desk.runs, name="runs"),
    path("series/preparer/", desk.prepare, name="prepare"),
    path("series/<int:pk>/", desk.run, name="run"),
    path("series/<int:pk>/avancement/", desk.run_progress, name="progress"),
    path("series/<int:pk>/controler/", desk.check, name="check"),
    path("series/<int:pk>/liberer/", desk.release, name="release"),
    path("series/<int:pk>/abandonner/", desk.cancel, name="cancel"),
    path("series/<int:pk>/fichiers/<int:number>/", desk.bank_file, name="file"),
    path("a-traiter/", desk.staff_tasks, name="tasks"),
    path("a-traiter/<int:pk>/", desk.settle, name="settle"),
]
