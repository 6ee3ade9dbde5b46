"""The addresses of this room.

allauth finds its pages by these names.  What is not listed does not exist: no sign-up, no e-mail management, no code by
e-mail.
"""

from __future__ import annotations

from django.urls import path

from portal.accounts.views import password, second_factor, security, sign_in, state

urlpatterns = [
    path("connexion/", sign_in.sign_in, name="account_login"),
    path("deconnexion/", sign_in.sign_out, name="account_logout"),
    path("etat/<slug:provider_id>/", state.begin, name="openid_connect_login"),
    path("etat/<slug:provider_id>/retour/", state.back, name="openid_connect_callback"),
    path("etat/<slug:provider_id>/relier/", state.link, name="state_link"),
    path("etat/<slug:provider_id>/retirer/", state.unlink, name="state_unlink"),
    path("confirmer/", sign_in.password_again, name="account_reauthenticate"),
    path("mot-de-passe/", password.change, name="account_change_password"),
    path("mot-de-passe/oublie/", password.forgotten, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", password.link_sent, name="account_reset_password_done"),
    path("mot-de-passe/choisir/", password.choose, name="account_reset_choose"),
    path("mot-de-passe/lien/<str:token>/", password.link, name="account_reset_link"),
    path("securite/", security.security, name="account_security"),
    path("appareils/", security.my_sessions, name="usersessions_list"),
    path("code/", second_factor.code, name="mfa_authenticate"),
    path("code/confirmer/", second_factor.code_again, name="mfa_reauthenticate"),
    path("second-facteur/", second_factor.set_up, name="mfa_activate_totp"),
    path("second-facteur/retirer/", second_factor.remove, name="mfa_deactivate_totp"),
    path("codes-de-secours/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("codes-de-secours/nouveaux/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
