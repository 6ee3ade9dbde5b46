"""A session ends: by silence, by age, from another device, with the rights it was opened with."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from portal import clock
from portal.accounts import services
from portal.accounts.models import RoleGrant
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from tests.portal.accounts.factories import PASSWORD, UserFactory, signed_in
from tests.portal.accounts.test_sign_in import try_to_enter

pytestmark = pytest.mark.django_db
PAGE = "/compte/securite/"


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def entered_client(user) -> Client:
    client = Client()
    try_to_enter(user.identifier, client=client)
    return client


@pytest.mark.asvs("7.3.1")
@pytest.mark.parametrize(
    ("role", "still_in", "out"),
    [(Role.SEEKER, 118, 122), (Role.RECRUITER, 118, 122), (Role.ADVISOR, 28, 32), (Role.PARTNER, 28, 32)],
)
def test_a_silence_ends_the_session_by_role(role, still_in, out):
    user = UserFactory(roles=(role,))
    for minutes, expected in ((still_in, True), (out, False)):
        with time_machine.travel(present(), tick=False) as real:
            client = signed_in(user)
            assert is_in(client)
            real.shift(timedelta(minutes=minutes))
            assert is_in(client) is expected, minutes


def test_with_several_roles_the_shortest_silence_counts():
    user = UserFactory(roles=(Role.SEEKER, Role.ADVISOR))
    with time_machine.travel(present(), tick=False) as real:
        client = signed_in(user)
        assert is_in(client)
        real.shift(timedelta(minutes=32))
        assert not is_in(client)


@pytest.mark.asvs("7.3.2")
def test_twelve_hours_end_it_whatever_is_done():
    with time_machine.travel(present(), tick=False) as real:
        client = signed_in(UserFactory())
        for _ in range(12):
            assert is_in(client)
            real.shift(timedelta(hours=1))
        real.shift(timedelta(minutes=1))
        assert not is_in(client)


def test_it_says_so_on_the_sign_in_page():
    with time_machine.travel(present(), tick=False) as real:
        client = signed_in(UserFactory())
        client.get(PAGE)
        real.shift(timedelta(hours=3))
        page = client.get(PAGE, follow=True)
    assert "Votre session a pris fin" in page.content.decode()


def test_moving_the_demonstration_by_a_month_signs_nobody_out():
    client = signed_in(UserFactory())
    assert is_in(client)
    before = clock.shift()
    try:
        clock.set_shift(timedelta(days=31))
        assert services.tidy(now=present()) == 0
        from portal.accounts.middleware import SessionLength

        request = client.get(PAGE).wsgi_request
        assert not SessionLength._is_over(request)
    finally:
        clock.set_shift(before)


@pytest.mark.asvs("7.4.3")
def test_a_new_password_ends_the_other_sessions_and_keeps_this_one_under_a_new_key():
    user = UserFactory()
    here, elsewhere = entered_client(user), entered_client(user)
    old_key = here.cookies[settings.SESSION_COOKIE_NAME].value
    response = here.post("/compte/mot-de-passe/", {"old": PASSWORD, "password": "une toute autre phrase longue"})
    assert response["Location"] == PAGE
    assert is_in(here)
    assert not is_in(elsewhere)
    assert UserSession.objects.get(user=user).session_key == here.session.session_key
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = old_key
    assert not is_in(stale)


@pytest.mark.asvs("7.4.2")
def test_a_closed_account_is_out_at_its_next_page():
    director, user = UserFactory(roles=(Role.DIRECTOR,)), UserFactory()
    client = signed_in(user)
    assert is_in(client)
    services.close_account(user=user, actor=director, now=present())
    assert not is_in(client)


@pytest.mark.asvs("8.3.2")
def test_a_role_that_ends_takes_the_session_with_it():
    director, user = UserFactory(roles=(Role.DIRECTOR,)), UserFactory()
    client = entered_client(user)
    services.end_role(grant=RoleGrant.objects.get(user=user), actor=director, now=present())
    assert not is_in(client)


@pytest.mark.asvs("7.5.2", "7.4.3")
def test_a_person_sees_their_devices_and_ends_one_or_all_the_others():
    user = UserFactory()
    here, phone, library = (entered_client(user) for _ in range(3))
    page = here.get("/compte/appareils/")
    rows = page.context["rows"]
    assert [row["here"] for row in rows] == [True, False, False]
    assert here.post("/compte/appareils/", {"end": rows[1]["pk"]}).status_code == 302
    assert [is_in(phone), is_in(library)].count(True) == 1
    here.post("/compte/appareils/", {"end": "others"})
    assert [is_in(here), is_in(phone), is_in(library)] == [True, False, False]
    assert Entry.objects.about(user).filter(action="accounts.session_ended").count() == 2


@pytest.mark.asvs("8.2.2")
def test_nobody_ends_somebody_elses_session():
    victim, thief = UserFactory(), UserFactory()
    client = entered_client(victim)
    session_pk = client.get("/compte/appareils/").context["rows"][0]["pk"]
    assert signed_in(thief).post("/compte/appareils/", {"end": session_pk}).status_code == 404
    assert is_in(client)


@pytest.mark.asvs("7.4.1")
def test_a_session_that_was_ended_does_not_come_back_with_the_cache():
    """Sessions stand in Postgres alone: no copy elsewhere can outlive the row."""
    client = entered_client(UserFactory())
    assert is_in(client)
    Session.objects.all().delete()
    assert not is_in(client)


@pytest.mark.asvs("7.3.2")
def test_a_session_past_its_last_day_counts_for_nothing():
    client = entered_client(UserFactory())
    Session.objects.update(expire_date=present() + timedelta(minutes=1))
    assert is_in(client)
    Session.objects.update(expire_date=present() - timedelta(seconds=1))
    assert not is_in(client)
