"""The pages of an advisor.  A person is named by their public number only, and exists only in the portfolio of who follows them."""

from __future__ import annotations

from django.urls import path

import portal.month_url  # noqa: F401  (teaches addresses what a month is)
from advisors.portfolios.views import (
    accounts,
    acting,
    assisted,
    beside,
    calls,
    checking,
    done_for_me,
    files,
    habits,
    helping,
    objections,
    papers,
    portfolio,
    registering,
)

app_name = "portfolios"
urlpatterns = [
    path("portefeuille/", portfolio.portfolio, name="list"),
    path("appels/", calls.calls, name="calls"),
    path("formulaires/", papers.forms_to_type, name="forms"),
    path("inscrire/", registering.registrations_desk, name="registrations"),
    path("inscrire/commencer/", registering.begin_with, name="register_begin"),
    path("inscrire/<uuid:public_id>/accepter/", registering.accept_handed, name="register_accept"),
    path("inscrire/<uuid:public_id>/etape/<slug:step>/", beside.step, name="register_step"),
    path("inscrire/<uuid:public_id>/relire/", beside.read_back, name="register_review"),
    path("inscrire/<uuid:public_id>/preuve/", beside.proof, name="register_proof"),
    path("inscrire/<uuid:public_id>/verifier/", checking.check, name="register_check"),
    path("inscrire/<uuid:public_id>/contestation/", objections.objection, name="register_objection"),
    path("fait-pour-moi/", done_for_me.done_for_me, name="done_for_me"),
    path("fait-pour-moi/<uuid:public_id>/", done_for_me.object_to, name="object_to_act"),
    path("desaccords/<uuid:public_id>/", objections.act_objection, name="act_objection"),
    path("personnes/<uuid:public_id>/agir/", acting.acting, name="acting"),
    path("personnes/<uuid:public_id>/agir/<slug:code>/", acting.act, name="act"),
    path("personnes/<uuid:public_id>/agir/<slug:code>/<slug:key>/", acting.act, name="act_on"),
    path("habitudes/", habits.habits, name="habits"),
    path("personnes/<uuid:public_id>/inscrire/", registering.begin_known, name="register_known"),
    path("personnes/<uuid:public_id>/compte/<int:number>/", accounts.account_checked, name="account_checked"),
    path("personnes/<uuid:public_id>/en-ligne/", habits.autonomy, name="autonomy"),
    path("personnes/<uuid:public_id>/en-ligne/<int:number>/ecarter/", habits.set_aside, name="set_aside"),
    path("aides/<uuid:public_id>/", helping.help_asked, name="help_asked"),
    path("aides/<uuid:public_id>/prendre/", helping.take_help, name="help_take"),
    path("personnes/<uuid:public_id>/", files.person, name="person"),
    path("personnes/<uuid:public_id>/appel/", calls.call, name="call"),
    path("personnes/<uuid:public_id>/formulaire/<month:month>/", papers.print_form, name="print_form"),
    path("personnes/<uuid:public_id>/declarer/<month:month>/", assisted.questions, name="declare"),
    path("personnes/<uuid:public_id>/declarer/<month:month>/details/", assisted.details, name="details"),
    path("personnes/<uuid:public_id>/declarer/<month:month>/relire/", assisted.read_back, name="read_back"),
    path("personnes/<uuid:public_id>/declarer/<month:month>/preuve/", assisted.proof, name="proof"),
]
