"""Coming through FranceConnect: whom it lets in, whom it never does, and who begins to register."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts import services
from portal.accounts.identity import CARRIED_KEY, FRANCECONNECT, MOST_CARRIED, SESSION_KEY, StateIdentity
from portal.accounts.models import StateLink, User
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.registration import carrying
from seekers.registration.models import Application, Step
from tests.portal.accounts.dishonest import come_back, leave, visit
from tests.portal.accounts.factories import PASSWORD, UserFactory
from tests.portal.accounts.state.visits import PERSON, is_in, linked, nobody_is_in
from tests.seekers.registration.test_carrying import TOLD

pytestmark = pytest.mark.django_db


def test_a_linked_person_enters_and_it_is_written_down(provider, browser):
    user = linked()
    answer = visit(browser, provider, FRANCECONNECT)
    assert answer["Location"] == "/"
    assert is_in(browser, user)
    assert provider.verifiers == [True]
    assert Entry.objects.filter(action="accounts.signed_in", subject=user).count() == 1


def test_userinfo_may_be_signed_or_plain(provider, browser):
    user, provider.plain_userinfo = linked(), True
    visit(browser, provider, FRANCECONNECT)
    assert is_in(browser, user)


def test_somebody_unknown_begins_an_application_with_a_verified_identity(provider, browser):
    accounts = User.objects.count()
    answer = visit(browser, provider, FRANCECONNECT)
    assert answer["Location"] == reverse("registration:begin")
    assert nobody_is_in(browser)
    assert User.objects.count() == accounts
    kept = browser.session[SESSION_KEY]
    assert (kept["subject"], kept["birth_date"], kept["birth_place"]) == ("subject-1", "1994-02-17", "59512")


def test_the_same_name_and_address_never_open_an_account(provider, browser):
    user = UserFactory(email=PERSON["email"], full_name="Zélie Marchandise")
    visit(browser, provider, FRANCECONNECT)
    assert nobody_is_in(browser)
    assert not user.state_links.exists()


def test_an_identity_is_kept_two_hours_and_dropped_when_somebody_signs_in(provider, browser, rf):
    visit(browser, provider, FRANCECONNECT)
    request = rf.get("/")
    request.session = browser.session
    assert services.state_identity(request).full_name == "Zélie Marchandise"
    request.session[SESSION_KEY]["verified_at"] = "2020-01-01T00:00:00+00:00"
    assert services.state_identity(request) is None
    user = UserFactory()
    browser.post("/compte/connexion/", {"login": user.identifier, "password": PASSWORD})
    assert is_in(browser, user)
    assert SESSION_KEY not in browser.session


def test_a_date_that_the_state_does_not_know_whole_is_no_date():
    assert StateIdentity(FRANCECONNECT, "s", birth_date="1950-00-00").born_on is None
    assert StateIdentity(FRANCECONNECT, "s", birth_date="1994-02-17").born_on.year == 1994


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.PARTNER])
def test_an_account_that_opens_files_never_opens_by_franceconnect(provider, browser, role):
    user = UserFactory(roles=(role,))
    with pytest.raises(services.NotThisWay):
        linked(user)
    StateLink.objects.create(user=user, source=FRANCECONNECT, subject="subject-1", linked_at=present())
    assert visit(browser, provider, FRANCECONNECT).status_code == 403
    assert nobody_is_in(browser)


def test_a_closed_account_stays_closed(provider, browser):
    user = linked()
    User.objects.filter(pk=user.pk).update(is_active=False)
    answer = visit(browser, provider, FRANCECONNECT)
    assert answer.status_code == 403
    assert "Ce compte est fermé" in answer.content.decode()
    assert nobody_is_in(browser)


def test_the_session_gets_a_new_key(provider, browser):
    """Somebody who left their own session in this browser does not share the one that is opened (ASVS 7.2.4)."""
    linked()
    asked = leave(browser, provider, FRANCECONNECT)
    before = browser.session.session_key
    come_back(browser, FRANCECONNECT, code="c", state=asked["state"])
    assert browser.session.session_key != before
    thief = Client()
    thief.cookies["session"] = before
    assert thief.get("/compte/securite/").status_code == 302


def test_another_persons_open_session_ends_first(provider, browser):
    user, other = linked(), UserFactory()
    asked = leave(browser, provider, FRANCECONNECT)
    browser.post("/compte/connexion/", {"login": other.identifier, "password": PASSWORD})
    assert is_in(browser, other)
    answer = come_back(browser, FRANCECONNECT, code="c", state=asked["state"])
    assert answer.status_code in {302, 400}
    assert not is_in(browser, other) or answer.status_code == 400
    assert not other.state_links.exists()
    assert user.state_links.count() == 1


def test_who_begins_an_application_comes_back_to_it_the_same_way(provider, browser):
    visit(browser, provider, FRANCECONNECT)
    begun = browser.post(reverse("registration:begin"), {"begin": "yes"})
    assert begun.status_code == 302
    user = StateLink.objects.get().user
    assert user.full_name == "Zélie Marchandise"
    assert is_in(browser, user)
    assert SESSION_KEY not in browser.session
    later = Client()
    visit(later, provider, FRANCECONNECT)
    assert is_in(later, user)
    services.close_applicant(user=user, actor=None, now=present())
    assert not user.state_links.exists()


def test_what_the_estimate_carried_is_found_again_after_franceconnect(provider, browser):
    page = browser.post(reverse("registration:begin"), {"told": carrying.sign(TOLD), "carry": "1"}).text
    carried = re.search(r'name="carried" value="([^"]+)"', page)[1]
    visit(browser, provider, FRANCECONNECT, carried=carried)
    back = browser.get(reverse("registration:begin"))
    assert "Zélie" in back.text
    assert "est repris" in back.text
    browser.post(reverse("registration:begin"), {"told": back.context["told"]})
    application = Application.objects.get()
    assert application.identity_from == FRANCECONNECT
    assert application.typed[Step.SITUATION]["jobs-0-employer"] == ["Boulangerie Durand"]
    assert CARRIED_KEY not in browser.session


def test_words_that_the_page_did_not_sign_carry_nothing(provider, browser):
    visit(browser, provider, FRANCECONNECT, carried="invented" * 9000)
    assert len(browser.session[CARRIED_KEY]) == MOST_CARRIED
    assert "est repris" not in browser.get(reverse("registration:begin")).text
