"""The pages of the registration: mine, and no other.  No address names anybody."""

from __future__ import annotations

from django.urls import path

from seekers.registration.views import beginning, mine, own, paper, proof

app_name = "registration"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("se-reinscrire/", mine.again, name="again"),
    path("papier/", paper.paper, name="paper"),
    path("papier/formulaire.pdf", paper.paper_pdf, name="paper_pdf"),
    path("commencer/", beginning.begin, name="begin"),
    path("reprendre/", beginning.resume, name="resume"),
    path("reprendre/recevoir-un-code/", beginning.lost, name="lost"),
    path("nouvelle-demande/", beginning.anew, name="anew"),
    path("autre-appareil/", beginning.elsewhere, name="elsewhere"),
    path("avec-un-conseiller/", beginning.hand_over, name="hand_over"),
    path("etape/<slug:step>/", own.step, name="step"),
    path("relire/", own.review, name="review"),
    path("signee/", proof.done, name="done"),
    path("signee/objection/", proof.objection, name="objection"),
    path("signee/<slug:code>.pdf", proof.done_pdf, name="done_pdf"),
]
