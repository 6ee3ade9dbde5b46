"""The addresses of the house, room by room."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from portal.accounts.views.security import security_txt

urlpatterns = [
    path("", include("portal.home.urls")),
    path("", include("portal.web.urls")),
    path("compte/", include("portal.accounts.urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("reperes/", include("portal.reference.urls")),
    path("messages/", include("portal.notifications.urls")),
    path("documents/", include("portal.documents.urls")),
    path("courrier/", include("portal.intake.urls")),
    path("api/", include("portal.api.urls")),
    path("declarations/", include("seekers.declarations.urls")),
    path("mon-dossier/", include("seekers.profiles.urls")),
    path("comptes-a-verifier/", include("seekers.profiles.desk_urls")),
    path("aide/", include("seekers.help.urls")),
    path("inscription/", include("seekers.registration.urls")),
    path("rappels/", include("seekers.reminders.urls")),
    path("droits/fin/", include("benefits.endings.urls")),
    path("droits/prolongations/", include("benefits.extensions.urls")),
    path("droits/", include("benefits.entitlements.urls")),
    path("paiements/", include("benefits.payments.urls")),
    path("agences/", include("advisors.agencies.urls")),
    path("conseil/", include("advisors.portfolios.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("portal.demo.urls")))

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler500 = "portal.web.errors.server_error"
