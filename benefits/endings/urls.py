"""The addresses of the end of rights: the person's own, and the desk of benefit advisors."""

from __future__ import annotations

from django.urls import path

from benefits.endings import desk, views

app_name = "endings"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("ass/<uuid:public_id>/", views.claim, name="claim"),
    path("ass/<uuid:public_id>/redemander/", views.ask_again, name="ask_again"),
    path("ass/<uuid:public_id>/contester/", views.contest, name="contest"),
    path("a-etudier/", desk.queue, name="queue"),
    path("a-etudier/<uuid:public_id>/", desk.claim, name="desk_claim"),
    path("contestations/<int:number>/", desk.contest, name="desk_contest"),
]
