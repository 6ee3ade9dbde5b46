"""Steps of somebody who registers, shared by the journeys: in their own browser, and beside an advisor who fills the pages in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from portal import clock
from seekers.registration import services
from seekers.registration.answers import Answers
from seekers.registration.models import Application, Step
from tests.portal.documents.making import jpeg
from tests.seekers.registration.applying import IBAN, NIR, PASSWORD, pages

BAKERY = {
    "employer": "Boulangerie Durand", "starts_on": "2025-01-06", "ends_on": "2026-10-31", "pay": "39 600,00",
    "time_hours": "3300", "end_reason": "agreed_termination",
}  # fmt: skip
SCHOOL = {
    "employer": "Mairie de Bréhal", "starts_on": "2024-11-12", "ends_on": "2024-12-20", "pay": "1980",
    "time_hours": "150", "end_reason": "end_of_fixed_term",
}  # fmt: skip
DESK = "/conseil/inscrire/"
CONSENT = {"consent_words": "Oui, c’est bien cela", "read_back": "on"}


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
    page.wait_for_url(re.compile("/documents/envoyer/"))
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
    assert "Nous vérifions votre dossier" in page.inner_text("main")
    services.enter_verified(now=clock.now() + services.CHECK)  # the clock passes
    page.reload()


def take_a_code(page: Any) -> str:
    page.get_by_role("button", name="Sur un autre appareil").click()
    page.get_by_role("button", name="Recevoir mon code").click()
    return str(page.locator(".stat dd, .stat-value").first.inner_text()).strip()


def resume(page: Any, code: str, *, to: str) -> None:
    """The code, and the date of birth, on a device that knows nothing."""
    page.fill("[name=code]", code)
    page.fill("[name=birth_date]", "1987-04-12")
    page.get_by_role("button", name="Reprendre").click()
    page.wait_for_url(re.compile(to))


def page_of(application: Application, where: str) -> str:
    return f"{DESK}{application.public_id}/{where}/"


def begin_beside(desk: Client, **typed: str) -> Application:
    said = {"first_name": "Nadia", "last_name": "Lefort", "via": "phone", **typed}
    answer = desk.post(f"{DESK}commencer/", said)
    assert answer.status_code == 302, answer.content.decode()
    return Application.objects.get()


def fill_beside(desk: Client, application: Application, answers: Answers | None = None) -> None:
    """Every page, in its order, as a browser posts it."""
    for step, words in {**pages(answers), Step.DOCUMENTS: {}}.items():
        application.refresh_from_db()
        posted = {**words, "edition": application.edition, "action": "next"}
        answer = desk.post(page_of(application, f"etape/{step}"), posted)
        assert answer.status_code == 302, answer.content.decode()


def read_back(desk: Client, application: Application) -> dict[str, Any]:
    page = desk.get(page_of(application, "relire"))
    return {"read": page.context["read"], "confirmed": [each["finding"].key for each in page.context["surprises"]]}


def sign_beside(desk: Client, application: Application, **typed: str) -> Any:
    return desk.post(page_of(application, "relire"), {**read_back(desk, application), **CONSENT, **typed})
