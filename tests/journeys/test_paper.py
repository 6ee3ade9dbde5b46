"""A month declared by post: printed, posted, badly scanned, taken in, typed beside its picture, proved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.accounts.models import User
from portal.intake import printing
from portal.intake import services as intake
from portal.intake.models import Bundle, Letter, Slip, SlipState
from portal.notifications.models import Message
from seekers.declarations import papers, services
from seekers.declarations.models import Assistance, Version
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.conftest import claire
from tests.factories import operator
from tests.journeys.test_assisted import answer, go_on
from tests.portal.intake.conftest import folders
from tests.portal.intake.scanner import noted, pages_of, scanned, worn
from tests.seekers.declarations.factories import NOVEMBER
from tests.seekers.declarations.paper import JUST_CLOSED, late, printed
from tests.seekers.registration.factories import registered

__all__ = ["claire", "folders"]

pytestmark = pytest.mark.django_db(transaction=True)
Enter = Callable[[Any], Any]


def posted(seeker: Seeker, morning: datetime) -> tuple[Slip, Any]:
    """The form is printed, and comes back from a bad scanner with a page that nobody can read."""
    slip = services.print_form(seeker=seeker, month=NOVEMBER, actor=seeker.user, now=morning)
    pdf = printing.pdf(papers.form_for(seeker, NOVEMBER), slip, morning)
    return slip, scanned(noted("illisible"), *(worn(page, seed=seed) for seed, page in enumerate(pages_of(pdf))))


def test_from_the_letterbox_to_the_proof(
    enter: Enter, claire: User, morning: datetime, tmp_path: Path, faults: Any
) -> None:
    awa = registered(first_name="Awa", last_name="Canarivole", user__full_name="Awa Canarivole", user__email=None)
    slip, scan = posted(awa, morning)
    (tmp_path / "matin.pdf").write_bytes(scan.read())
    page = enter(claire)
    page.set_default_timeout(60_000)  # tests read the batch where the bell is rung: in the request itself
    wrong: list[str] = []
    page.goto("/courrier/")
    wrong += faults(page, "table")
    page.set_input_files("input[name=scans]", tmp_path / "matin.pdf")
    page.fill("input[name=postmarked_on]", "2026-11-28")
    go_on(page, "Lire ces pages")
    page.get_by_text("Rangé", exact=True).wait_for(timeout=60_000)
    wrong += faults(page, "batch")
    assert "4 sur 4" in page.inner_text("#pages-progress")
    assert "Awa Canarivole" in page.inner_text("#batch-progress")
    slip.refresh_from_db()
    assert (slip.state, slip.postmarked_on) == (SlipState.RETURNED, date(2026, 11, 28))
    read = Message.objects.get(user=awa.user, kind="intake.declaration_form", channel="inbox").body
    assert "3 pages" in read
    assert "cachet de la poste : 28 novembre" in read

    page.goto("/courrier/a-trier/")
    wrong += faults(page, "sorting")
    page.goto(f"/courrier/a-trier/{Bundle.objects.to_sort().get().public_id}/")
    wrong += faults(page, "bundle")
    page.get_by_label("Pourquoi ces pages").fill("Brouillon sans nom")
    go_on(page, "Écarter ces pages")
    page.get_by_text("Tout est rangé").wait_for()

    page.goto("/conseil/formulaires/")
    wrong += faults(page, "forms")
    page.get_by_role("link", name=re.compile("Recopier")).click()
    assert page.locator(".beside-pages img").count() == 3
    wrong += faults(page, "typing")
    answer(page)
    page.wait_for_url(re.compile(f"/relire/.slip={slip.code}"))
    wrong += faults(page, "comparing")
    page.check("input[name=compared]")
    go_on(page, "Envoyer la déclaration")
    page.wait_for_url(re.compile("/preuve/"))
    wrong += faults(page, "proof")
    version = Version.objects.get(declaration__seeker=awa)
    assert version.receipt in page.inner_text("main")
    assert (version.via, Assistance.objects.get(version=version).in_time) == ("paper", True)
    assert "À l’heure" in page.inner_text("main")
    page.get_by_role("link", name="Formulaire suivant").click()
    assert "Aucune déclaration sur papier n’attend" in page.inner_text("main")

    page.goto("/courrier/lettres/")
    wrong += faults(page, "letters")
    assert Letter.objects.to_print().filter(recipient=awa.user).count() == 2  # what was read, then the proof
    go_on(page, "2. Elles sont postées")
    assert "Aucune lettre à poster" in page.inner_text("main")
    assert wrong == []


@pytest.mark.phone(360)
def test_every_page_of_paper_fits_and_axe_finds_nothing(
    enter: Enter, claire: User, morning: datetime, faults: Any
) -> None:
    awa = registered(first_name="Awa", last_name="Canarivole", user__full_name="Awa Canarivole")
    slip, scan = posted(awa, morning)
    batch = intake.take_in(files=[scan], received_on=morning.date(), postmarked_on=None, actor=claire, now=morning)
    intake.read_batch(batch=batch, now=morning)
    page = enter(claire)
    unread = Bundle.objects.to_sort().get()
    month = f"/conseil/personnes/{awa.user.public_id}/declarer/2026-11/"
    wrong = []
    for name, address in (
        ("table", "/courrier/"),
        ("batch", f"/courrier/lots/{batch.public_id}/"),
        ("sorting", "/courrier/a-trier/"),
        ("bundle", f"/courrier/a-trier/{unread.public_id}/"),
        ("forms", "/conseil/formulaires/"),
        ("typing", f"{month}?slip={slip.code}"),
        ("letters", "/courrier/lettres/"),
    ):
        page.goto(address)
        wrong += faults(page, name)
    theirs = enter(awa.user)
    for name, address in (("mine", "/declarations/2026-11/papier/"), ("cover", "/courrier/accompagner/")):
        theirs.goto(address)
        wrong += faults(theirs, name)
    assert wrong == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_late_post_fit_and_axe_finds_nothing(enter: Enter, at: Any, faults: Any, width: int) -> None:
    at(JUST_CLOSED)
    services.ensure_window(NOVEMBER)
    printed(registered(postcode="62000"))
    late("62", until=date(2026, 12, 28))
    services.close_windows(now=JUST_CLOSED)
    page = enter(operator())
    page.set_viewport_size({"width": width, "height": 800})
    wrong = []
    for name, address in (("late", "/courrier/retards/"), ("reprieves", "/declarations/fenetres/2026-11/attente/")):
        page.goto(address)
        assert page.locator("table tbody tr, li").count() > 0
        wrong += faults(page, name)
    page.goto("/courrier/retards/")
    page.get_by_role("button", name=re.compile("Enregistrer|Noter")).first.click()
    wrong += faults(page, "late-missing")
    assert wrong == []


@pytest.mark.without_script
def test_the_person_prints_their_form(enter: Enter, seeker: Seeker, morning: datetime) -> None:
    page = enter(seeker.user)
    page.goto("/declarations/")
    page.get_by_role("link", name="Sur papier").click()
    with page.expect_download() as printed:
        go_on(page, "Imprimer le formulaire (PDF)")
    assert printed.value.suggested_filename == "declaration-2026-11.pdf"
    assert Slip.objects.filter(person=seeker.user, matter="declaration:2026-11").count() == 1
