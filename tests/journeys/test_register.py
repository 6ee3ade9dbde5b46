"""Registering in a real browser on a small telephone: from nothing to the proof, on two devices, with a photo; and without
a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from portal.documents.models import Document
from seekers.registration.models import Application, ApplicationState, Employment, Interruption, Registration
from tests.journeys.registering import (
    begin,
    go_on,
    resume,
    say_the_rest,
    say_where,
    say_who,
    say_work,
    send_a_photo,
    sign,
    take_a_code,
)
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import MORNING

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.phone(360)]


@pytest.fixture(autouse=True)
def _places(at: Any) -> None:
    at(MORNING)
    load_places()


@pytest.fixture
def seen(faults: Callable[[Any, str], list[str]]) -> Iterator[Callable[[Any, str], None]]:
    """``seen(page, name)``: nothing wrong for axe, and no sideways scroll."""
    found: list[str] = []

    def look(page: Any, name: str) -> None:
        found.extend(faults(page, name))

    yield look
    assert found == []


def test_from_nothing_to_the_proof_on_two_devices(
    page: Any, chromium: Any, live_server: Any, context_options: Any, seen: Callable[[Any, str], None]
) -> None:
    begin(page)
    seen(page, "identity")
    say_who(page)
    seen(page, "contact")
    say_where(page)
    seen(page, "situation")
    say_work(page)
    code = take_a_code(page)
    seen(page, "code")
    context = chromium.new_context(base_url=live_server.url, **context_options)
    context.set_default_timeout(10_000)
    other = context.new_page()
    other.goto("/inscription/reprendre/")
    seen(other, "resume")
    resume(other, code.lower(), to="/etape/foyer/")
    say_the_rest(other, seen)
    seen(other, "documents")
    send_a_photo(other)
    go_on(other, "/relire/")
    assert "Boulangerie Durand" in other.inner_text("main")
    seen(other, "review")
    sign(other)
    seen(other, "done")
    application = Application.objects.get()
    assert application.state == ApplicationState.SIGNED
    assert application.receipt in other.inner_text("main")
    employers = Employment.objects.order_by("position").values_list("employer", flat=True)
    assert list(employers) == ["Boulangerie Durand", "Mairie de Bréhal"]
    assert Interruption.objects.count() == 1
    assert Document.objects.of(application.applicant).get().kind == "identity"
    assert Registration.objects.get().seeker == application.seeker
    context.close()


@pytest.mark.without_script
def test_rows_communes_and_trades_work_the_same_without_script(page: Any) -> None:
    begin(page)
    say_who(page)
    say_where(page)
    say_work(page)
    said = Application.objects.get().answers
    assert [job["employer"] for job in said["situation"]["jobs"]] == ["Boulangerie Durand", "Mairie de Bréhal"]
    assert said["address"]["commune"]


def test_a_session_that_ends_while_typing_loses_nothing(page: Any) -> None:
    begin(page)
    say_who(page)
    page.goto("/inscription/autre-appareil/")
    page.get_by_role("button", name="Recevoir mon code").click()
    code = str(page.locator(".stat dd, .stat-value").first.inner_text()).strip()
    page.goto("/inscription/etape/contact/")
    page.fill("[name=email]", "nadia@inscription.invalid")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Continuer", exact=True).last.click()
    page.get_by_role("link", name="reprendre une inscription commencée").click()
    resume(page, code, to="/etape/contact/")
    assert page.input_value("[name=email]") == "nadia@inscription.invalid"
