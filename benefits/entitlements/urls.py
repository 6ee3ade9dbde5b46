"""The addresses of rights: the person's own, the simulation open to all, and the desk of benefit advisors."""

from __future__ import annotations

from django.urls import path

from benefits.entitlements import desk
from benefits.entitlements.views import choosing, rights, simulation

app_name = "entitlements"
urlpatterns = [
    path("", rights.mine, name="mine"),
    path("simuler/", simulation.simulate, name="simulate"),
    path("demandes/<uuid:public_id>/", rights.claim, name="claim"),
    path("demandes/<uuid:public_id>/recalculer/", rights.recompute, name="recompute"),
    path("demandes/<uuid:public_id>/choisir/", choosing.choose, name="choose"),
    path("demandes/<uuid:public_id>/decisions/<int:number>/", rights.decision, name="decision"),
    path("demandes/<uuid:public_id>/decisions/<int:number>/lettre.pdf", rights.notice, name="notice"),
    path("demandes/<uuid:public_id>/decisions/<int:number>/contester/", rights.contest, name="contest"),
    path("etude/", desk.queue, name="queue"),
    path("etude/<uuid:public_id>/", desk.claim, name="desk_claim"),
    path("etude/<uuid:public_id>/emplois/<int:position>/", desk.correct, name="correct"),
    path("etude/<uuid:public_id>/accorder/", desk.grant, name="grant"),
    path("etude/<uuid:public_id>/refuser/", desk.refuse, name="refuse"),
    path("etude/<uuid:public_id>/csg/", desk.csg_rate, name="csg_rate"),
    path("etude/<uuid:public_id>/contestations/<int:pk>/", desk.answer, name="answer_contest"),
]
