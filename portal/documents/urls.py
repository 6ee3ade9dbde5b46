"""The addresses of this room, under /documents/."""

from __future__ import annotations

from django.urls import path

from portal.documents import desk, views

app_name = "documents"
urlpatterns = [
    path("", views.home, name="home"),
    path("envoyer/", views.choose, name="choose"),
    path("envoyer/<slug:kind>/", views.send, name="send"),
    path("pages/<uuid:public_id>/", views.pages, name="pages"),
    path("<uuid:public_id>/", views.document, name="document"),
    path("<uuid:public_id>/retirer/", views.withdraw, name="withdraw"),
    path("<uuid:public_id>/fichier/", desk.open_file, name="open"),
    path("<uuid:public_id>/page/<int:number>/", desk.page, name="page"),
    path("<uuid:public_id>/lire/", desk.read, name="read"),
    path("<uuid:public_id>/reponse/", desk.judge, name="judge"),
]
