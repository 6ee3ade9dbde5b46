"""Coming through ProConnect: a colleague, with a second factor, or nobody."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from portal.accounts.arrivals import VISIT
from portal.accounts.identity import FRANCECONNECT, PROCONNECT
from portal.accounts.models import RoleGrant, StateLink, User
from portal.accounts.present import present
from portal.accounts.roles import Role
from tests.portal.accounts.dishonest import Provider, visit
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of
from tests.portal.accounts.state.visits import is_in, linked, nobody_is_in

pytestmark = pytest.mark.django_db


def colleague(**facts: object) -> User:
    return UserFactory(email="claire@equipe.example", roles=(Role.ADVISOR,), **facts)


def as_colleague(provider: Provider, **proof: object) -> None:
    provider.claims = {"email": "Claire@Equipe.example"}
    provider.id_token = proof


@pytest.mark.asvs("2.3.5")
def test_proconnect_opens_no_account_and_gives_no_role(provider, browser):
    """T3: neither for somebody unknown, nor for a seeker, a recruiter or a role that waits for its second person."""
    as_colleague(provider, amr=["pwd", "mfa"])
    seeker = UserFactory(email="claire@equipe.example")
    before = (User.objects.count(), RoleGrant.objects.count())
    assert visit(browser, provider, PROCONNECT).status_code == 403
    RoleGrant.objects.create(user=seeker, role=Role.ADVISOR, granted_by=UserFactory(roles=(Role.OPERATOR,)))
    assert visit(browser, provider, PROCONNECT).status_code == 403
    assert nobody_is_in(browser)
    assert (User.objects.count(), RoleGrant.objects.count()) == (before[0] + 1, before[1] + 2)
    assert not StateLink.objects.exists()


def test_a_colleague_still_gives_the_second_factor(provider, browser):
    user = colleague(with_second_factor=True)
    as_colleague(provider)
    assert visit(browser, provider, PROCONNECT)["Location"].startswith(reverse("mfa_authenticate"))
    assert nobody_is_in(browser)
    assert not user.state_links.exists()
    browser.post("/compte/code/", {"code": code_of(user)})
    assert is_in(browser, user)
    assert user.state_links.get().source == PROCONNECT
    assert browser.get("/conseil/portefeuille/").status_code == 200


@pytest.mark.parametrize("proof", [{"amr": ["pwd", "mfa"]}, {"acr": "two-factors"}], ids=["amr", "acr"])
def test_a_second_factor_given_there_is_not_asked_again(provider, browser, proof):
    user = colleague(with_second_factor=True)
    as_colleague(provider, **proof)
    visit(browser, provider, PROCONNECT)
    assert is_in(browser, user)
    assert browser.get("/conseil/portefeuille/").status_code == 200


@pytest.mark.parametrize("proof", [{"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "one-factor"}, {}])
def test_less_than_a_second_factor_is_not_one(provider, browser, proof):
    colleague(with_second_factor=True)
    as_colleague(provider, **proof)
    visit(browser, provider, PROCONNECT)
    assert nobody_is_in(browser)


def test_without_a_second_factor_here_a_colleague_sees_nothing_before_setting_it_up(provider, browser):
    colleague()
    as_colleague(provider)
    visit(browser, provider, PROCONNECT)
    assert browser.get("/conseil/portefeuille/")["Location"].startswith(reverse("mfa_activate_totp"))


def test_franceconnect_is_never_a_second_factor(provider, browser):
    user = linked()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    provider.id_token = {"amr": ["mfa"], "acr": "two-factors"}
    assert visit(browser, provider, FRANCECONNECT)["Location"].startswith(reverse("mfa_authenticate"))


def test_an_address_given_to_somebody_else_opens_nothing(provider, browser):
    """Two people, one address: the first subject keeps it."""
    user = colleague()
    StateLink.objects.create(user=user, source=PROCONNECT, subject="the-first", linked_at=present())
    as_colleague(provider, amr=["mfa"])
    assert visit(browser, provider, PROCONNECT).status_code == 403
    assert nobody_is_in(browser)


def test_a_subject_known_for_another_colleague_opens_nothing(provider, browser):
    StateLink.objects.create(
        user=UserFactory(roles=(Role.ADVISOR,)), source=PROCONNECT, subject="subject-1", linked_at=present()
    )
    colleague()
    as_colleague(provider, amr=["mfa"])
    assert visit(browser, provider, PROCONNECT).status_code == 403


def test_a_closed_account_of_a_colleague_stays_closed(provider, browser):
    colleague(is_active=False)
    as_colleague(provider, amr=["mfa"])
    assert visit(browser, provider, PROCONNECT).status_code == 403


def test_an_abandoned_visit_is_not_tied_to_who_signs_in_next(browser):
    """A visit that was left half way (its account, its subject) stands in the session of whoever signs in afterwards."""
    user, other = colleague(), UserFactory()
    browser.get("/compte/connexion/")
    session = browser.session
    session[VISIT] = {
        "user": user.pk, "identity": {"source": PROCONNECT, "subject": "subject-1"}, "id_token": "t", "end_session": "",
    }  # fmt: skip
    session.save()
    browser.cookies["session"] = session.session_key
    browser.post("/compte/connexion/", {"login": other.identifier, "password": PASSWORD})
    assert is_in(browser, other)
    assert VISIT not in browser.session
    assert not StateLink.objects.exists()
