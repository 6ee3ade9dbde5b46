"""The same facts told three ways (alone on a telephone, to an advisor, on paper) open the same right, to the cent and to the
day: that of the page where anybody simulates, and of ``manage.py simulate``."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from benefits.entitlements.models import Claim, ClaimState, Decision, Entitlement
from portal.accounts.models import User
from portal.documents.models import Document, DocumentRequest
from portal.documents.models import State as DocumentState
from portal.intake.models import Bundle, Slip, SlipState
from portal.web.templatetags.words import euros
from seekers.registration.models import Application, ApplicationState
from tests.advisors.portfolios.factories import advisor
from tests.benefits.entitlements.claims import benefit_advisor
from tests.benefits.entitlements.test_simulation import posted, told
from tests.journeys.registering import (
    begin,
    begin_beside,
    fill_beside,
    go_on,
    page_of,
    resume,
    say_the_rest,
    say_where,
    say_who,
    say_work,
    send_a_photo,
    sign,
    sign_beside,
    take_a_code,
)
from tests.portal.accounts.factories import signed_in
from tests.portal.documents.making import jpeg
from tests.portal.intake.conftest import folders
from tests.portal.intake.scanner import noted, pages_of, scanned, worn
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import MORNING, everything

__all__ = ["folders"]

pytestmark = pytest.mark.django_db(transaction=True)

SAID = everything()
DAY = MORNING.date()
COPIES = 3
"""Identity, and the certificate of each of the two jobs that have ended."""
SAME = {"birth_date": str(SAID.identity.birth_date), "registered_on": str(DAY)}


@dataclass(frozen=True, slots=True)
class Right:
    daily_cents: int
    days: int
    first_payable_on: date
    first_transfers_on: date


@pytest.fixture(autouse=True)
def _places(at: Any) -> None:
    at(MORNING)
    load_places()


def simulated() -> Right:
    """What the page open to all says, and the command says no less."""
    facts = (SAID.situation.jobs, SAID.situation.pauses)
    answer = Client().post("/droits/simuler/", posted(*facts, **SAME))
    shown = answer.context["shown"]
    assert euros(shown.daily_cents) in answer.content.decode()
    return Right(shown.daily_cents, shown.days, shown.first_payable_on, shown.first_transfers_on)


def commanded(folder: Path) -> dict[str, Any]:
    career = folder / "career.json"
    career.write_text(json.dumps(told(SAID.situation.jobs, SAID.situation.pauses) | SAME))
    out = io.StringIO()
    call_command("simulate", career=str(career), as_json=True, stdout=out)
    return json.loads(out.getvalue())["result"]


def decided(application: Application) -> Right:
    """A benefit advisor finds the claim in the queue, reads each document, accepts it: the last one decides."""
    claim = Claim.objects.get(application=application)
    assert claim.state == ClaimState.TO_REVIEW
    who = signed_in(benefit_advisor())
    address = f"/droits/etude/{claim.public_id}/"
    assert address in who.get("/droits/etude/").content.decode()
    assert "Boulangerie Durand" in who.get(address).content.decode()
    papers = Document.objects.of(application.applicant).filter(state=DocumentState.READY)
    for paper in papers.exclude(kind="paper_form"):
        assert who.post(f"/documents/{paper.public_id}/reponse/", {"answer": "accept", "next": address}).url == address
    claim.refresh_from_db()
    assert (claim.state, claim.claimed_on) == (ClaimState.GRANTED, DAY)
    right = Entitlement.objects.get(seeker=application.seeker)
    figures = Decision.objects.get(claim=claim).figures
    return Right(
        right.daily_cents, right.days_total, right.first_payable_on, date.fromisoformat(figures["first_transfers_on"])
    )


def test_the_simulation_and_the_command_agree(tmp_path: Path) -> None:
    right, found = simulated(), commanded(tmp_path)
    assert (found["daily"], found["days"]) == (right.daily_cents, right.days)
    assert found["first_payable"] == right.first_payable_on.isoformat()
    without_pause = Client().post("/droits/simuler/", posted(SAID.situation.jobs, **SAME)).context["shown"]
    assert without_pause.daily_cents != right.daily_cents, "the sick leave counts for something in these facts"


@pytest.mark.phone(360)
def test_alone_on_a_telephone_with_photos(page: Any, chromium: Any, live_server: Any, context_options: Any) -> None:
    begin(page)
    say_who(page)
    say_where(page)
    say_work(page)
    code = take_a_code(page)
    context = chromium.new_context(base_url=live_server.url, **context_options)
    other = context.new_page()
    other.goto("/inscription/reprendre/")
    resume(other, code, to="/etape/foyer/")
    say_the_rest(other, lambda _page, _name: None)
    for _identity_and_two_certificates in range(3):
        send_a_photo(other)
    go_on(other, "/relire/")
    promised = simulated()
    assert euros(promised.daily_cents) in other.inner_text("main")
    sign(other)
    assert decided(Application.objects.get()) == promised
    other.goto("/droits/")
    assert euros(promised.daily_cents) in other.inner_text("main")
    context.close()


def test_with_an_advisor_on_the_telephone() -> None:
    desk = signed_in(advisor())
    application = begin_beside(desk)
    fill_beside(desk, application)
    sign_beside(desk, application)
    application.refresh_from_db()
    assert (application.state, application.via) == (ApplicationState.SIGNED, "phone")
    theirs = signed_in(application.applicant)
    for asked in DocumentRequest.objects.open_for(application.applicant):
        send = theirs.post(f"/documents/envoyer/{asked.kind}/?about={asked.about}", {"chosen": photo()})
        assert send.status_code == 302
    assert decided(application) == simulated()


@pytest.mark.parametrize("together", [True, False], ids=["one envelope", "two envelopes"])
def test_on_paper_that_came_two_days_later(at: Any, together: bool) -> None:
    form = pages_of(Client().get("/inscription/papier/formulaire.pdf").content)
    at(MORNING + timedelta(days=2))
    desk = signed_in(advisor())
    copies = [noted(f"copie {number}") for number in range(COPIES)]
    enclosed = copies if together else []
    take_in(desk, scanned(*(worn(page, seed=seed) for seed, page in enumerate([*form, *enclosed]))), postmarked_on=DAY)
    slip = Slip.objects.get()
    assert slip.state == SlipState.RETURNED
    assert slip.code in desk.get("/conseil/inscrire/").content.decode()
    application = begin_beside(desk, slip=slip.code)
    assert desk.get(page_of(application, "etape/situation")).content.decode().count("/courrier/pages/") >= len(
        [*form, *enclosed]
    )
    fill_beside(desk, application)
    sign_beside(desk, application, consent_words="Formulaire signé")
    application.refresh_from_db()
    assert (application.via, application.registration.registered_on) == ("paper", DAY)
    if not together:
        take_in(desk, scanned(*copies))
    sort_copies(desk, application.applicant)
    assert decided(application) == simulated()


def photo() -> io.BytesIO:
    file = io.BytesIO(jpeg())
    file.name = "photo.jpg"
    return file


def take_in(desk: Client, scan: Any, **days: date) -> None:
    answer = desk.post("/courrier/", {"scans": scan, "received_on": str(DAY + timedelta(days=2)), **days})
    assert answer.status_code == 302, answer.content.decode()


def pile_of(page: int) -> str:
    return f"/courrier/a-trier/{Bundle.objects.to_sort().get(pages__number=page).public_id}/"


def sort_copies(desk: Client, person: User) -> None:
    """Copies without a barcode: cut one from the other, and filed with the request that each one answers."""
    wanted = list(DocumentRequest.objects.open_for(person))
    assert len(wanted) == COPIES
    pages = list(Bundle.objects.to_sort().get().pages.values_list("number", flat=True))
    for page, asked in reversed(list(zip(pages, wanted, strict=True))):
        address = pile_of(page)
        if page != pages[0]:
            assert desk.post(address, {"act": f"split:{page}"}).status_code == 302
            address = pile_of(page)
        said = {"act": "sort", "identifier": person.identifier, "kind": asked.kind}
        answer = desk.post(address, said)
        if answer.status_code == 422:  # two certificates are waited for: which one is it?
            assert "Boulangerie Durand" in answer.content.decode()
            answer = desk.post(address, {**said, "about": asked.about})
        assert answer.status_code == 302
    assert not DocumentRequest.objects.open_for(person).exists()
