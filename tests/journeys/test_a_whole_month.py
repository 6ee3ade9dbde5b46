"""A whole month, end to end, in a real browser: declared, estimated, proved, paid by two people, explained, reminded, closed, and
the way back.  The clock is the demonstration's; every scheduled job plays at its hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from benefits.payments import invariants
from benefits.payments.models import Payment, PaymentRun
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo import services as demo
from portal.notifications.models import Message
from seekers.declarations.answers import QUESTIONS
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker
from seekers.registration.models import CeaseReason, Registration
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.profiles.factories import BankAccountFactory
from tests.seekers.registration.factories import registered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONTH = "2026-11"
PAYDAY = clock.at(date(2026, 12, 1), 11)
"""The run was prepared in the night; the people of the demo town would answer for it at two."""
AFTER_CLOSING = clock.at(date(2026, 12, 16), 10)
EMPLOYERS = (("Crèche Les Lilas", "40", "520,30"), ("Mme Roux (garde d’enfants)", "30", "380"))
As = Callable[[User], Any]


@pytest.fixture
def sit_down(page: Any, live_server: Any) -> As:
    """``sit_down(user)``: the same browser, now theirs."""

    def seated(user: User) -> Any:
        page.context.clear_cookies()
        session = signed_in(user).cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page.goto("/")
        return page

    return seated


@pytest.fixture
def amina(morning: datetime) -> Seeker:
    person = registered(user__identifier="amina", first_name="Amina")
    BankAccountFactory(seeker=person, since=clock.at(date(2026, 1, 1), 9))
    EntitlementFactory(seeker=person)
    return person


@pytest.fixture
def farid(morning: datetime) -> Seeker:
    person = registered(user__identifier="farid", first_name="Farid", by_sms=True)
    EntitlementFactory(seeker=person)
    return person


@pytest.fixture(autouse=True)
def bank_folder(settings: Any, tmp_path: Path) -> None:
    settings.SEPA_FOLDER = tmp_path / "sepa"


def test_a_whole_month(sit_down: As, amina: Seeker, farid: Seeker) -> None:
    estimate = declares_two_employers(sit_down(amina.user))
    travel(PAYDAY)
    two_people_answer(sit_down)
    sees_what_was_paid(sit_down(amina.user), estimate)
    travel(AFTER_CLOSING)
    assert not written_to(amina) & {"reminders.three_days", "reminders.eve", "reminders.last_day"}
    assert {"reminders.three_days", "reminders.eve", "reminders.last_day"} <= written_to(farid)
    reads_the_telephone(sit_down(farid.user), farid)
    comes_back(sit_down(farid.user), farid)
    assert Registration.objects.get(seeker=amina).ceased_on is None
    assert invariants.broken() == {}


def travel(to: datetime) -> None:
    demo.set_out(to=to, actor=None)
    assert demo.travel() > 0


def press(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).last.click()


def declares_two_employers(page: Any) -> str:
    """From home to the proof; returns the estimate as it was shown before sending."""
    page.get_by_role("link", name="Déclarer novembre 2026").click()
    for question in QUESTIONS:
        page.check(f"input[name={question}][value={'yes' if question == 'worked' else 'no'}]")
    page.check("input[name=still_looking][value=yes]")
    press(page, "Continuer")
    press(page, "Ajouter un employeur")
    page.wait_for_selector("[name=employers-1-name]")
    for index, (name, hours, pay) in enumerate(EMPLOYERS):
        page.fill(f"[name=employers-{index}-name]", name)
        page.fill(f"[name=employers-{index}-time_hours]", hours)
        page.fill(f"[name=employers-{index}-pay]", pay)
        page.check(f"[name=employers-{index}-ended][value=no]")
    press(page, "Continuer")
    page.wait_for_url(re.compile("/verifier/"))
    told = page.inner_text("main")
    assert "reportés, pas perdus" in told
    estimate = re.search(r"\d[\d\s]*,\d\d\s€", told)[0]
    press(page, "Envoyer ma déclaration")
    page.wait_for_url(re.compile("/recu/"))
    assert Version.objects.get().receipt in page.inner_text("main")
    assert downloaded(page, "Télécharger la preuve").startswith(b"%PDF")
    return estimate


def downloaded(page: Any, words: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=words).first.click()
    return Path(download.value.path()).read_bytes()


def two_people_answer(sit_down: As) -> None:
    """One checks and may not release; another releases; the file for the bank is there."""
    one, other = (UserFactory(roles=(Role.OPERATOR,), with_second_factor=True) for _ in range(2))
    page = sit_down(one)
    page.get_by_role("link", name="Regarder cette série").click()
    press(page, "J’ai contrôlé ces chiffres")
    page.get_by_text("une autre personne doit la libérer").wait_for()
    assert page.get_by_role("button", name="Libérer les virements").count() == 0
    page = sit_down(other)
    page.get_by_role("link", name="Regarder cette série").click()
    press(page, "Libérer les virements")
    page.get_by_text("Écrit pour la banque").wait_for()
    run = PaymentRun.objects.get()
    assert (run.checked_by, run.released_by) == (one, other)
    [payment] = Payment.objects.filter(state="ordered")
    assert payment.end_to_end_id.encode() in downloaded(page, "TEST-")


def sees_what_was_paid(page: Any, estimate: str) -> None:
    """The same amount, its explanation, its statement."""
    page.get_by_role("link", name="Mes paiements", exact=True).click()
    page.get_by_role("link", name="Comprendre").first.click()
    told = page.inner_text("main")
    assert estimate in told
    assert "Virement envoyé à la banque le 1er décembre 2026" in told
    assert "reportés, pas perdus" in told
    assert downloaded(page, "Télécharger le relevé").startswith(b"%PDF")


def written_to(person: Seeker) -> set[str]:
    return set(Message.objects.filter(user=person.user).values_list("kind", flat=True))


def reads_the_telephone(page: Any, person: Seeker) -> None:
    """What a visitor of the demonstration sees on the invented telephone."""
    page.goto(f"/messages/telephone/?numero={quote(str(person.phone))}")
    told = page.inner_text("main")
    assert "dernier jour pour déclarer novembre" in told
    assert told.index("inscription") < told.index("dernier jour")


def comes_back(page: Any, person: Seeker) -> None:
    """Ended without a sanction, dated from the month that was not declared; back in one step."""
    ended = Registration.objects.get(seeker=person)
    assert (ended.ceased_on, ended.cease_reason) == (date(2026, 11, 30), CeaseReason.NOT_DECLARED)
    assert "Ce n’est pas une sanction" in page.inner_text("main")
    page.get_by_role("link", name="Me réinscrire").click()
    press(page, "Me réinscrire maintenant")
    page.wait_for_url(re.compile("/inscription/$"))
    assert Registration.objects.get(seeker=person, state="active").registered_on == date(2026, 12, 16)
