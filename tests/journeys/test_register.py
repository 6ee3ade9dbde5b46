"""Registering in a real browser on a small telephone: from nothing to the proof, on two devices, with a photo; and without
a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from portal.documents.models import Document
from seekers.registration.models import Application, ApplicationState, Employment, Interruption, Registration
from tests.portal.documents.making import jpeg
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import IBAN, MORNING, NIR, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": {"width": 360, "height": 740}}
BAKERY = {
    "employer": "Boulangerie Durand", "starts_on": "2025-01-06", "ends_on": "2026-10-31", "pay": "39 600,00",
    "time_hours": "3300", "end_reason": "agreed_termination",
}  # fmt: skip
SCHOOL = {
    "employer": "Mairie de Bréhal", "starts_on": "2024-11-12", "ends_on": "2024-12-20", "pay": "1980",
    "time_hours": "150", "end_reason": "end_of_fixed_term",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _places(at: Any) -> None:
    at(MORNING)
    load_places()


@pytest.fixture
def context_options() -> dict[str, Any]:
    return dict(SMALL)


@pytest.fixture
def seen(axe: Callable[[Any], list[str]]) -> Iterator[Callable[[Any, str], None]]:
    """``seen(page, name)``: nothing wrong for axe, and no sideways scroll."""
    found: list[str] = []

    def look(page: Any, name: str) -> None:
        found.extend(f"{name}: {violation}" for violation in axe(page))
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found.append(f"{name}: {wider} pixels too wide")

    yield look
    assert found == []


def go_on(page: Any, to: str) -> None:
    page.get_by_role("button", name="Continuer", exact=True).last.click()
    page.wait_for_url(re.compile(to))


def begin(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="S’inscrire").first.click()
    page.fill("[name=first_name]", "Nadia")
    page.fill("[name=last_name]", "Lefort")
    page.get_by_role("button", name="Commencer mon inscription").click()
    page.wait_for_url(re.compile("/etape/identite/"))


def say_who(page: Any) -> None:
    assert page.input_value("[name=first_name]") == "Nadia"
    page.fill("[name=birth_date]", "1987-04-12")
    page.fill("[name=birth_place]", "Caen")
    page.check("[name=nationality][value=french]")
    page.fill("[name=nir]", NIR)
    go_on(page, "/etape/contact/")


def say_where(page: Any) -> None:
    page.fill("[name=email]", "nadia@inscription.invalid")
    page.fill("[name=phone]", "06 39 98 11 11")
    page.check("[name=phone_is_shared][value=no]")
    page.check("[name=preferred_channel][value=email]")
    page.check("[name=language][value=fr]")
    page.check("[name=autonomy][value=medium]")
    go_on(page, "/etape/adresse/")
    page.fill("[name=line]", "3 rue des Lilas")
    page.fill("[name=postcode]", "59390")
    page.get_by_role("button", name="Voir les communes").click()
    page.wait_for_selector("[name=commune]")
    page.locator("[name=commune]").first.check()
    assert page.input_value("[name=line]") == "3 rue des Lilas"
    go_on(page, "/etape/situation/")


def write_job(page: Any, index: int, job: dict[str, str]) -> None:
    for name, words in job.items():
        place = f"[name=jobs-{index}-{name}]"
        page.select_option(place, words) if name == "end_reason" else page.fill(place, words)


def say_work(page: Any) -> None:
    page.check("[name=claims][value=yes]")
    page.check("[name=worked][value=yes]")
    write_job(page, 0, BAKERY)
    page.get_by_role("button", name="Ajouter un emploi").click()
    page.wait_for_selector("[name=jobs-1-employer]")
    assert page.input_value("[name=jobs-0-pay]") == "39 600,00"
    write_job(page, 1, SCHOOL)
    page.check("[name=interrupted][value=yes]")
    page.select_option("[name=pauses-0-kind]", "sick_leave")
    page.fill("[name=pauses-0-starts_on]", "2026-03-02")
    page.fill("[name=pauses-0-ends_on]", "2026-03-20")
    go_on(page, "/etape/foyer/")


def say_the_rest(page: Any, seen: Callable[[Any, str], None]) -> None:
    seen(page, "household")
    page.get_by_role("button", name="Répondre plus tard").click()
    page.wait_for_url(re.compile("/etape/disponibilite/"))
    seen(page, "availability")
    page.check("[name=available][value=yes]")
    go_on(page, "/etape/recherche/")
    page.fill("[name=wanted]", "boulanger")
    page.get_by_role("button", name="Chercher ce métier").click()
    page.wait_for_selector("[name=occupation]")
    page.locator("[name=occupation]").first.check()
    page.fill("[name=mobility_km]", "20")
    page.check("[name=contracts][value=permanent]")
    page.fill("[name=weekly_hours]", "35")
    seen(page, "search")
    go_on(page, "/etape/banque/")
    page.fill("[name=iban]", IBAN)
    page.fill("[name=holder]", "Nadia Lefort")
    seen(page, "bank")
    go_on(page, "/etape/documents/")


def send_a_photo(page: Any) -> None:
    page.get_by_role("link", name="Envoyer une photo ou un fichier").first.click()
    page.wait_for_url(re.compile("/documents/envoyer/identity/"))
    page.locator("input[type=file]").last.set_input_files(
        {"name": "carte.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.wait_for_url(re.compile("/inscription/etape/documents/"))


def sign(page: Any) -> None:
    page.fill("[name=password]", PASSWORD)
    for box in page.locator("input[name=confirmed]").all():
        box.check()
    page.get_by_role("button", name="Signer mon inscription").click()
    page.wait_for_url(re.compile("/signee/"))


def take_a_code(page: Any) -> str:
    page.get_by_role("link", name="Sur un autre appareil").click()
    page.get_by_role("button", name="Recevoir mon code").click()
    return str(page.locator(".stat dd, .stat-value").first.inner_text()).strip()


def test_from_nothing_to_the_proof_on_two_devices(
    page: Any, chromium: Any, live_server: Any, seen: Callable[[Any, str], None]
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
    context = chromium.new_context(base_url=live_server.url, **SMALL)
    context.set_default_timeout(10_000)
    other = context.new_page()
    other.goto("/inscription/reprendre/")
    seen(other, "resume")
    other.fill("[name=code]", code.lower())
    other.fill("[name=birth_date]", "1987-04-12")
    other.get_by_role("button", name="Reprendre").click()
    other.wait_for_url(re.compile("/etape/foyer/"))
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


class TestWithoutScript:
    @pytest.fixture
    def context_options(self) -> dict[str, Any]:
        return SMALL | {"java_script_enabled": False}

    def test_rows_communes_and_trades_work_the_same(self, page: Any) -> None:
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
    code = ""
    page.goto("/inscription/autre-appareil/")
    page.get_by_role("button", name="Recevoir mon code").click()
    code = str(page.locator(".stat dd, .stat-value").first.inner_text()).strip()
    page.goto("/inscription/etape/contact/")
    page.fill("[name=email]", "nadia@inscription.invalid")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Continuer", exact=True).last.click()
    page.get_by_role("link", name="reprendre une inscription commencée").click()
    page.fill("[name=code]", code)
    page.fill("[name=birth_date]", "1987-04-12")
    page.get_by_role("button", name="Reprendre").click()
    page.wait_for_url(re.compile("/etape/contact/"))
    assert page.input_value("[name=email]") == "nadia@inscription.invalid"
