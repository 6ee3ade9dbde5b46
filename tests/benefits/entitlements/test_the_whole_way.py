"""From an application that is really signed to a right that is really open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from benefits.entitlements import services, tasks
from benefits.entitlements.models import Claim, ClaimState, Entitlement
from portal.accounts.models import User
from portal.accounts.roles import Role
from seekers.registration import services as registration
from seekers.registration.answers import (
    Address,
    Answers,
    Availability,
    Bank,
    Contact,
    Household,
    Identity,
    Pause,
    Search,
    Situation,
)
from seekers.registration.models import Application
from tests.benefits.entitlements.claims import BAKERY, NOW, SHORT, TODAY, certificate, document
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.applying import verified

pytestmark = pytest.mark.django_db
WHO = Identity("Amina", "Kessler", date(1985, 4, 12), "Lille", "french", "285045935000101")
JOBS = (replace(BAKERY, ends_on=date(2025, 12, 31)), SHORT)
PAUSE = Pause("sick_leave", date(2025, 3, 1), date(2025, 3, 31))


def signed(draft: Application) -> Application:
    answers = Answers(
        identity=WHO, contact=Contact("amina@habitants.example", "", False, "email", "fr", "medium"),
        address=Address("1 rue des Essais", "59100", "59512"),
        situation=Situation(True, True, JOBS, True, (PAUSE,), True), household=Household(False, 0, 0),
        availability=Availability(available=True, adjustments_consent=False),
        search=Search("N1103", "Magasinier", 30, ("permanent",), 35), bank=Bank(later=True),
    )  # fmt: skip
    done = registration.sign(
        application=draft,
        answers=answers,
        actor=draft.applicant,
        now=NOW,
        password="une phrase longue et à moi",
    )
    return verified(done)


def test_two_jobs_and_one_interruption_from_the_signature_to_the_right() -> None:
    for job in JOBS:
        certificate(job, nir=WHO.nir)
    draft = registration.begin(
        first_name="Amina", last_name="Kessler", now=NOW, language="fr", identity=WHO, identity_from="franceconnect"
    )
    promised = services.simulate(
        answers=Answers(situation=Situation(True, True, JOBS, True, (PAUSE,), True)), registered_on=TODAY,
        born_on=WHO.birth_date, overseas=False,
    )  # fmt: skip
    application = signed(draft)
    claim = Claim.objects.get(application=application)
    assert claim.state == ClaimState.RECEIVED
    tasks.examine_claims()
    right = Entitlement.objects.get(seeker=application.seeker)
    assert (right.daily_cents, right.days_total, right.first_payable_on) == (
        promised.daily_cents, promised.days, promised.first_payable_on,
    )  # fmt: skip
    page = signed_in(User.objects.get(pk=draft.applicant_id)).get(reverse("entitlements:mine"))
    assert page.status_code == 200


def test_a_document_sent_before_the_signature_is_not_asked_again() -> None:
    draft = registration.begin(first_name="Amina", last_name="Kessler", now=NOW, language="fr")
    document(draft.applicant)
    application = signed(draft)
    tasks.examine_claims()
    claim = Claim.objects.get(application=application)
    assert [each.kind for each in services.asked_for(claim)] == ["employer_certificate"] * 2
    assert application.seeker.user.has_role(Role.SEEKER)
