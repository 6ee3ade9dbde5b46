"""Tying a State identity to an account, from an open session."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.accounts import services
from portal.accounts.identity import FRANCECONNECT, StateIdentity
from portal.accounts.models import StateLink
from portal.accounts.present import present
from portal.audit.models import Entry
from tests.portal.accounts.dishonest import come_back, leave
from tests.portal.accounts.factories import PASSWORD, UserFactory, signed_in
from tests.portal.accounts.state.visits import linked

pytestmark = pytest.mark.django_db


def test_a_link_is_made_from_an_open_session_that_just_gave_its_password(provider, browser):
    user = UserFactory()
    browser.post("/compte/connexion/", {"login": user.identifier, "password": PASSWORD})
    asked = leave(browser, provider, FRANCECONNECT, "/compte/etat/franceconnect/relier/")
    answer = come_back(browser, FRANCECONNECT, code="c", state=asked["state"])
    assert answer["Location"] == reverse("account_security")
    assert user.state_links.get().subject == "subject-1"
    assert "Relié depuis" in browser.get("/compte/securite/").text


def test_an_old_session_is_asked_for_its_password_first(provider):
    answer = signed_in(UserFactory()).post("/compte/etat/franceconnect/relier/")
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_an_identity_brought_back_to_another_session_is_not_linked(provider, browser):
    """The state belongs to the session that left: somebody else's return links nothing (CSRF, account fixation)."""
    attacker, victim = UserFactory(), UserFactory()
    browser.post("/compte/connexion/", {"login": attacker.identifier, "password": PASSWORD})
    asked = leave(browser, provider, FRANCECONNECT, "/compte/etat/franceconnect/relier/")
    assert come_back(signed_in(victim), FRANCECONNECT, code="c", state=asked["state"]).status_code == 400
    assert not StateLink.objects.exists()


def test_a_subject_is_one_account_and_an_account_one_subject():
    user = linked()
    with pytest.raises(services.IdentityTaken):
        linked()
    with pytest.raises(services.IdentityTaken):
        services.link_state_identity(
            user=user, identity=StateIdentity(FRANCECONNECT, "subject-2"), actor=user, now=present()
        )
    linked(user)
    assert StateLink.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        StateLink.objects.create(user=UserFactory(), source=FRANCECONNECT, subject="subject-1", linked_at=present())


def test_a_link_is_told_and_can_be_taken_away_with_a_password_left(provider, browser):
    user = linked()
    page = signed_in(user)
    assert page.post("/compte/etat/franceconnect/retirer/").status_code == 302
    assert not user.state_links.exists()
    assert list(Entry.objects.filter(subject=user).values_list("action", flat=True).order_by("pk")) == [
        "accounts.state_linked",
        "accounts.state_unlinked",
    ]
    without = linked(UserFactory())
    without.set_unusable_password()
    without.save()
    with pytest.raises(services.OnlyWayIn):
        services.unlink_state_identity(user=without, source=FRANCECONNECT, actor=without, now=present())
