"""The demonstration's own addresses; they do not exist outside demonstration mode."""

from __future__ import annotations

from django.urls import include, path

from portal.demo import views
from portal.demo.identity import views as identity

app_name = "demo"
provider = [
    path(".well-known/openid-configuration", identity.configuration, name="configuration"),
    path("authorize/", identity.authorize, name="authorize"),
    path("token/", identity.token, name="token"),
    path("userinfo/", identity.userinfo, name="userinfo"),
    path("jwks/", identity.jwks, name="jwks"),
    path("end-session/", identity.end_session, name="end_session"),
]
urlpatterns = [
    path("", views.clock_page, name="clock"),
    path("voyage/", views.progress, name="progress"),
    path("comptes/", views.accounts, name="accounts"),
    path("identite/<slug:source>/", include(provider)),
    path("codes/", views.codes, name="codes"),
]
