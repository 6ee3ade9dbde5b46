"""The pages of paper: the mail room's table, its sorting desk, its letters; the delays of the post; a cover sheet."""

from __future__ import annotations

from django.urls import path

from portal.intake import views
from portal.intake.desk import batches, dating, delays, letters, sorting

app_name = "intake"
urlpatterns = [
    path("", batches.table, name="table"),
    path("lots/<uuid:public_id>/", batches.batch, name="batch"),
    path("lots/<uuid:public_id>/avancement/", batches.batch_progress, name="progress"),
    path("pages/<uuid:public_id>/", batches.picture, name="picture"),
    path("a-trier/", sorting.waiting, name="sorting"),
    path("a-trier/<uuid:public_id>/", sorting.bundle, name="bundle"),
    path("a-trier/<uuid:public_id>/cachet/", dating.postmark, name="postmark"),
    path("lettres/", letters.letters, name="letters"),
    path("lettres/imprimer/", letters.print_them, name="print_letters"),
    path("retards/", delays.delays, name="delays"),
    path("retards/<int:pk>/retirer/", delays.end, name="end_delay"),
    path("accompagner/", views.cover, name="cover"),
]
