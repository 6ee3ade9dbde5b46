"""Every address × every role: who may, whose it is, and that looking changes nothing.  OWASP ASVS 8.2, 8.3, 3.5."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from portal.accounts.roles import Role
from portal.api.permissions import DeniedUnlessDeclared
from portal.home.navigation import ENTRIES
from tests.house.people import Victim, one_of, victim
from tests.house.routes import Route, identifiers_of, routes

pytestmark = pytest.mark.django_db

ANSWERS = {200, 302, 404, 405}
UNSAFE = ("post", "put", "patch", "delete")
SIGNED_BY_THEIR_SENDER = {"demo:token", "notifications:receipts"}
"""Called by machines without a browser: a signature stands in the place of the CSRF token, and has its own tests."""
MAY_GROW = {"django_session", "audit_entry"}
"""What a visit may write: that the session is alive, and that staff opened a file."""
OUTSIDERS = (Role.SEEKER, Role.RECRUITER, Role.PARTNER)
ALL = routes()
NAMES = [str(route) for route in ALL]


def seen_by_all() -> list[tuple[Role | None, Client]]:
    return [(None, Client()), *((role, one_of(role)) for role in Role)]


@pytest.fixture
def prey(morning: object) -> Victim:
    return victim()


@pytest.mark.parametrize("route", ALL, ids=NAMES)
def test_every_route_says_who_it_is_for(route: Route) -> None:
    assert route.rule is not None, f"{route}: declare an audience above the view"
    if route.is_api:
        assert DeniedUnlessDeclared in route.view.cls.permission_classes


def test_a_route_that_says_nothing_answers_nobody() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open to all")

    unsaid = Route("forgotten", "forgotten/", path("forgotten/", forgotten).callback, {})
    assert unsaid.rule is None
    with pytest.raises(AssertionError):
        test_every_route_says_who_it_is_for(unsaid)


@pytest.mark.asvs("8.2.1")
def test_each_role_gets_its_pages_and_no_others(prey: Victim) -> None:
    samples = identifiers_of(prey.user)
    wrong = []
    for role, client in seen_by_all():
        for route in ALL:
            response = client.get(route.addresses(samples)[0])
            if response.status_code not in _expected(route, role):
                wrong.append(f"{role} {route}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def _expected(route: Route, role: Role | None) -> set[int]:
    assert route.rule is not None
    if route.rule.signed_out:
        return {*ANSWERS, 400, 410}
    if role is None:
        return {403, 405} if route.is_api else {302}
    if route.rule.roles is None or role in route.rule.roles:
        return {*ANSWERS, 409}
    return {404}


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("role", OUTSIDERS)
def test_another_persons_identifiers_lead_nowhere(prey: Victim, role: Role) -> None:
    """404 on every method, and not a word of the victim.  Staff open files by their own rooms' rules, and it is written."""
    client = one_of(role)
    samples = identifiers_of(prey.user)
    for route in ALL:
        for address in route.addresses(samples):
            for method in ("get", *UNSAFE):
                response = _call(client, method, address)
                _nothing_of(prey, response, f"{role} {method} {route}", given=address)
                if route.names_something and not (route.rule and route.rule.signed_out):
                    assert response.status_code in {302, 404, 405}, f"{role} {method} {address}: {response.status_code}"


def _call(client: Client, method: str, address: str) -> HttpResponse:
    if address.startswith("/api/") and method != "get":
        return getattr(client, method)(address, "{}", content_type="application/json")
    return getattr(client, method)(address)


def _nothing_of(prey: Victim, response: HttpResponse, where: str, given: str = "") -> None:
    """None of the victim's words, but those that stood in the address itself."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    text = body.decode(errors="replace") + str(response.headers)
    found = [word for word in prey.words if word in text and word not in given]
    assert not found, f"{where} shows {found}"


def test_a_leak_would_be_seen(prey: Victim) -> None:
    with pytest.raises(AssertionError, match="Quintefeuille"):
        _nothing_of(prey, HttpResponse("Mme Quintefeuille"), "sabotage")


@pytest.mark.asvs("3.5.1")
def test_nothing_is_done_without_a_csrf_token(prey: Victim) -> None:
    wrong = []
    for role in (None, *Role):
        client = one_of(role) if role else Client()
        client.handler.enforce_csrf_checks = True
        for route in ALL:
            if route.name in SIGNED_BY_THEIR_SENDER:
                continue
            for address in route.addresses(identifiers_of(prey.user), most=1):
                for method in UNSAFE:
                    status = _call(client, method, address).status_code
                    if status not in {403, 404, 405} and not (role is None and status == 302):
                        wrong.append(f"{role} {method} {route}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.asvs("3.5.3")
def test_looking_changes_nothing(prey: Victim) -> None:
    wrong = []
    samples = identifiers_of(prey.user)
    for role, client in [*seen_by_all(), ("victim", _browser_of(prey))]:
        for route in ALL:
            address = route.addresses(samples)[0]
            changed = _tables_changed_by(lambda client=client, address=address: client.get(address))
            if changed - MAY_GROW:
                wrong.append(f"{role} {route}: {sorted(changed - MAY_GROW)}")
    assert not wrong, "\n".join(wrong)


def _browser_of(prey: Victim) -> Client:
    client = Client()
    client.force_login(prey.user)
    return client


def _tables_changed_by(act: Callable[[], object]) -> set[str]:
    """The tables in which a row was added, changed or removed: counted by Postgres itself, in this transaction."""
    before = _writes()
    act()
    return {table for table, count in _writes().items() if count != before.get(table, 0)}


def _writes() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def test_a_change_would_be_seen(prey: Victim) -> None:
    def change() -> None:
        prey.user.full_name = "Quelqu’un d’autre"
        prey.user.save()

    assert "accounts_user" in _tables_changed_by(change)
    assert _tables_changed_by(lambda: str(prey.user)) == set()


@pytest.mark.asvs("14.3.2")
def test_every_page_of_a_signed_in_person_is_kept_nowhere(prey: Victim) -> None:
    client = _browser_of(prey)
    for route in ALL:
        response = client.get(route.addresses(identifiers_of(prey.user))[0])
        assert "no-store" in response.headers.get("Cache-Control", ""), str(route)


def test_every_entry_of_the_way_around_leads_somewhere() -> None:
    known = {route.name for route in ALL}
    assert [entry.url_name for entry in ENTRIES if entry.url_name not in known] == []
