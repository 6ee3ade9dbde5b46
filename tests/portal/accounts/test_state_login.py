"""Coming through the State: what is verified, whom it lets in, and whom it never does.  OWASP ASVS 10.5 (OpenID Connect client)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts import services
from portal.accounts.arrivals import VISIT
from portal.accounts.gateways import openid
from portal.accounts.identity import FRANCECONNECT, PROCONNECT, SESSION_KEY, StateIdentity
from portal.accounts.models import RoleGrant, StateLink, User
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from tests.portal.accounts.dishonest import Provider, app, come_back, leave, new_key, running, visit
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of, signed_in

pytestmark = pytest.mark.django_db

PERSON = {
    "given_name": "Zélie Anne", "family_name": "Marchandise", "birthdate": "1994-02-17", "birthplace": "59512",
    "birthcountry": "99100", "gender": "female", "email": "zelie@habitants.example",
}  # fmt: skip


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with running(Provider()) as provider:
        provider.claims = dict(PERSON)
        openid._addresses.clear()
        apps = [app(provider, FRANCECONNECT), app(provider, PROCONNECT)]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
        yield provider


@pytest.fixture
def browser() -> Client:
    return Client()


def linked(user: User | None = None, source: str = FRANCECONNECT) -> User:
    user = user or UserFactory()
    services.link_state_identity(user=user, identity=StateIdentity(source, "subject-1"), actor=user, now=present())
    return user


def is_in(browser: Client, user: User) -> bool:
    return browser.session.get("_auth_user_id") == str(user.pk)


def nobody_is_in(browser: Client) -> bool:
    return "_auth_user_id" not in browser.session


# ------------------------------------------------------------------------------------------------ people


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


# ------------------------------------------------------------------------------------------------ linking


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


# ------------------------------------------------------------------------------------------------ lies


@pytest.mark.asvs("10.5.2")
@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "somebody-elses-visit-0000"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": ["rebond", "another-service"], "azp": "another-service"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": "subject-2"},
        {"sub": None},
    ],
    ids=lambda lie: "-".join(f"{name}" for name in lie),
)
def test_an_id_token_that_lies_opens_nothing(provider, browser, lie):
    linked()
    provider.id_token = lie
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)
    assert SESSION_KEY not in browser.session


@pytest.mark.parametrize(
    "lie",
    [{"iss": "https://elsewhere.example"}, {"aud": "another-service"}, {"sub": "subject-2"}, {"exp": 1}],
    ids=lambda lie: next(iter(lie)),
)
def test_signed_userinfo_that_lies_opens_nothing(provider, browser, lie):
    linked()
    provider.told = lie
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)


@pytest.mark.parametrize("how", ["another key", "no signature", "a shared secret", "an unknown key"])
def test_a_token_signed_otherwise_opens_nothing(provider, browser, how):
    linked()
    if how == "another key":
        provider.signs_with = new_key()
    elif how == "no signature":
        provider.algorithm = "none"
    elif how == "a shared secret":
        provider.algorithm, provider.signs_with = "HS256", "a-secret-between-us-that-is-long-enough"
    else:
        provider.kid = "of-yesterday"
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)


@pytest.mark.asvs("10.5.1")
def test_a_state_serves_once_and_only_for_its_provider(provider, browser):
    linked()
    asked = leave(browser, provider, FRANCECONNECT)
    assert come_back(browser, PROCONNECT, code="c", state=asked["state"]).status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c", state="invented-by-somebody").status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c").status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c", state=asked["state"]).status_code == 302
    browser.logout()
    assert come_back(browser, FRANCECONNECT, code="c", state=asked["state"]).status_code == 400
    assert nobody_is_in(browser)


def test_a_code_serves_once(provider, browser):
    linked()
    first = leave(browser, provider, FRANCECONNECT)
    assert come_back(browser, FRANCECONNECT, code="stolen", state=first["state"]).status_code == 302
    second = leave(Client(), provider, FRANCECONNECT)
    assert second["state"] != first["state"]
    thief = Client()
    asked = leave(thief, provider, FRANCECONNECT)
    assert come_back(thief, FRANCECONNECT, code="stolen", state=asked["state"]).status_code == 400
    assert nobody_is_in(thief)


def test_an_answer_of_another_issuer_is_refused(provider, browser):
    linked()
    asked = leave(browser, provider, FRANCECONNECT)
    answer = come_back(browser, FRANCECONNECT, code="c", state=asked["state"], iss="https://elsewhere.example")
    assert answer.status_code == 400


def test_who_refuses_there_comes_back_to_a_page_that_says_so(provider, browser):
    asked = leave(browser, provider, FRANCECONNECT)
    answer = come_back(browser, FRANCECONNECT, error="access_denied", state=asked["state"])
    assert answer.status_code == 400
    assert "n’a pas abouti" in answer.content.decode()


def test_pressing_the_button_again_does_not_ask_the_provider_again(provider, browser):
    for _ in range(3):
        leave(browser, provider, FRANCECONNECT)
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_a_provider_that_is_away_is_a_sentence(provider, browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    assert browser.post("/compte/etat/franceconnect/").status_code == 503


def test_nothing_is_shown_of_a_provider_that_is_not_configured(browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "FranceConnect" not in browser.get("/compte/connexion/").text
    assert browser.post("/compte/etat/franceconnect/").status_code == 404
    assert browser.get("/compte/etat/franceconnect/retour/").status_code == 404


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "http:///evil.example", "/%09/evil.example", "https://127.0.0.1@evil.example", "/\tevil", "///evil.example"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_afterwards(provider, browser, address):
    user = linked()
    answer = visit(browser, provider, FRANCECONNECT, next=address)
    assert is_in(browser, user)
    assert answer["Location"] in {"/", "/%09/evil.example", "/\tevil", "/%09evil"}


def test_a_page_of_ours_is_found_again_afterwards(provider, browser):
    linked()
    assert visit(browser, provider, FRANCECONNECT, next="/messages/")["Location"] == "/messages/"


# ------------------------------------------------------------------------------------------------ leaving


def test_signing_out_ends_the_session_there_too(provider, browser):
    linked()
    visit(browser, provider, FRANCECONNECT)
    token = browser.session[VISIT]["id_token"]
    away = browser.post("/compte/deconnexion/")["Location"]
    assert away.startswith(f"{provider.url}/end?id_token_hint={token}")
    assert "post_logout_redirect_uri=http%3A%2F%2Ftestserver%2Fcompte%2Fconnexion%2F" in away
    assert nobody_is_in(browser)


def test_a_provider_cannot_lead_elsewhere_at_the_end(provider, browser):
    linked()
    provider.discovery = {"end_session_endpoint": "https://evil.example/end"}
    visit(browser, provider, FRANCECONNECT)
    assert browser.post("/compte/deconnexion/")["Location"] == "/compte/connexion/"


# ------------------------------------------------------------------------------------------------ colleagues


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
