"""Nobody learns from a registration that a number, an address or a person is known here: what is read is the same, sign for
sign, until an advisor has decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.registration import services, tasks
from seekers.registration.models import Application, ApplicationState, Registration
from seekers.registration.services import signing, verifying
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.applying import MORNING, NIR, PASSWORD, everything, filled, verified
from tests.seekers.registration.factories import registered
from tests.seekers.registration.test_journey import sign
from tests.seekers.registration.test_pages_of_the_journey import browser_of

pytestmark = pytest.mark.django_db

KNOWN: dict[str, dict[str, Any]] = {
    "nobody": {},
    "the number": {"nir": NIR},
    "the address": {"user__email": "nadia@inscription.invalid"},
    "both": {"nir": NIR, "user__email": "nadia@inscription.invalid"},
}
PAGES = (
    "/", "/inscription/", "/inscription/signee/", "/inscription/commencer/", "/inscription/etape/identite/",
    "/inscription/relire/", "/inscription/nouvelle-demande/", "/inscription/se-reinscrire/", "/documents/", "/messages/",
    "/mon-dossier/", "/mon-dossier/compte/", "/mon-dossier/ouvertures/", "/declarations/", "/droits/", "/paiements/",
    "/compte/securite/", "/aide/demander/?matter=registration", "/api/declarations/", "/api/application/",
    "/api/application/review", "/api/application/receipt", "/api/application/rights",
)  # fmt: skip
CHANGING = (
    (re.compile(rb'(name="(?:csrfmiddlewaretoken|read|owner)" value=|nonce=)("|\')[^"\']*'), rb"\1"),
    (re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+\d\d:\d\d)"), b"INSTANT"),
    (re.compile(rb'"X-CSRFToken": "[^"]*"'), b"TOKEN"),
    (re.compile(rb"[0-9A-HJ-NP-Z]{5}-[0-9A-HJ-NP-Z]{5}"), b"RECEIPT"),
    (re.compile(rb"8\d{10}"), b"IDENTIFIER"),
    (re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}"), b"UUID"),
)


@pytest.fixture(autouse=True)
def _here(at: Callable[..., None]) -> None:
    at(MORNING)


def told(content: bytes) -> bytes:
    for pattern, mark in CHANGING:
        content = pattern.sub(mark, content)
    return content


def everything_read(known: dict[str, Any]) -> dict[str, Any]:
    """All that somebody sees who signs here and looks everywhere: pages, answers, messages, trail."""
    if known:
        SeekerFactory(**known)
    application = filled()
    browser = browser_of(application)
    signature = sign(browser)
    seen: dict[str, Any] = {"signature": (signature.status_code, signature["Location"])}
    for path in PAGES:
        answer = browser.get(path)
        seen[path] = [str(answer.status_code), answer.headers.get("Location", ""), *told(answer.content).splitlines()]
    row = Application.objects.get(pk=application.pk)
    proof = browser.get(f"/inscription/signee/{row.receipt}.pdf")
    seen["proof"] = (proof.status_code, proof["Content-Type"])
    mine = Message.objects.filter(user=row.applicant).order_by("pk")
    seen["messages"] = [(each.kind, each.channel, each.subject, told(each.body.encode())) for each in mine]
    trail = Entry.objects.about(row.applicant).order_by("pk")
    seen["trail"] = [(each.action, each.reason, each.details) for each in trail]
    return seen


def of_fresh_database(known: dict[str, Any]) -> dict[str, Any]:
    """Each on its own: undone afterwards, so that one stranger does not make the other known."""
    with transaction.atomic():
        try:
            return everything_read(known)
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("known", ["the number", "the address", "both"])
def test_what_a_stranger_reads_is_the_same_sign_for_sign(known: str) -> None:
    plain, other = of_fresh_database(KNOWN["nobody"]), of_fresh_database(KNOWN[known])
    assert plain.keys() == other.keys()
    for what in plain:
        assert plain[what] == other[what], what
    assert len(plain["messages"]) >= 2
    assert plain["/inscription/signee/"][0] == "200"


def test_without_the_check_the_pages_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "_is_strange", lambda *_given: False)
    plain, other = of_fresh_database(KNOWN["nobody"]), of_fresh_database(KNOWN["the number"])
    different = {what for what in plain if plain[what] != other[what]}
    assert {"/", "/inscription/signee/", "/mon-dossier/", "messages", "trail"} <= different


def test_the_signature_asks_the_database_as_much_in_both_cases() -> None:
    def queries(known: dict[str, Any]) -> list[str]:
        if known:
            SeekerFactory(**known)
        draft = filled()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            services.sign(
                application=draft, answers=everything(), actor=draft.applicant, now=MORNING, password=PASSWORD
            )
        return [each["sql"].split(" ")[0] for each in asked]

    assert queries({}) == queries(KNOWN["both"])


def test_the_clock_registers_who_is_not_doubted_when_the_check_is_over_and_no_sooner(at: Callable[..., None]) -> None:
    application = filled()
    browser = browser_of(application)
    sign(browser)
    at(MORNING + services.CHECK - timedelta(seconds=1))
    tasks.enter_verified()
    assert not Registration.objects.exists()
    at(MORNING + services.CHECK)
    tasks.enter_verified()
    tasks.enter_verified()
    assert Registration.objects.get().registered_on == MORNING.date()
    assert Message.objects.filter(kind="registration.application_signed", channel="inbox").count() == 1
    assert browser.get("/mon-dossier/").status_code == 200  # the session goes on, with the role


def test_the_doubted_waits_for_an_advisor_and_holds_nobody_else_back() -> None:
    SeekerFactory(nir=NIR)
    doubted = filled()
    said = replace(everything(), identity=replace(everything().identity, nir="", last_name="Ozanne"))
    said = replace(
        said,
        contact=replace(said.contact, email="autre@inscription.invalid"),
        bank=replace(said.bank, holder="NADIA OZANNE"),
    )
    other = filled(said)
    for draft, answers in ((doubted, everything()), (other, said)):
        services.sign(application=draft, answers=answers, actor=draft.applicant, now=MORNING, password=PASSWORD)
    assert services.enter_verified(now=MORNING + timedelta(days=30)) == 1
    doubted.refresh_from_db()
    other.refresh_from_db()
    assert (doubted.state, other.state) == (ApplicationState.TO_CHECK, ApplicationState.SIGNED)
    assert list(Application.objects.to_check()) == [doubted]


def test_who_becomes_known_during_the_check_is_left_to_an_advisor() -> None:
    draft = filled()
    waiting = services.sign(
        application=draft, answers=everything(), actor=draft.applicant, now=MORNING, password=PASSWORD
    )
    assert not Application.objects.to_check().exists()
    SeekerFactory(nir=NIR)
    assert services.enter_verified(now=MORNING + services.CHECK) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.check_reason) == (ApplicationState.TO_CHECK, "known_number")


def test_without_a_second_look_the_index_still_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = filled()
    waiting = services.sign(
        application=draft, answers=everything(), actor=draft.applicant, now=MORNING, password=PASSWORD
    )
    SeekerFactory(nir=NIR)
    monkeypatch.setattr(verifying, "doubt_of", lambda *_given: "")
    assert services.enter_verified(now=MORNING + services.CHECK) == 0
    waiting.refresh_from_db()
    assert waiting.check_reason == "known_number"


def test_an_advisor_beside_the_person_or_the_state_vouches_and_nobody_waits() -> None:
    advisor = UserFactory(roles=(Role.ADVISOR,))
    draft = filled()
    done = services.sign(
        application=draft, answers=everything(), actor=advisor, now=MORNING, consent_words="Oui, dit au téléphone"
    )
    assert done.state == ApplicationState.SIGNED


def test_somebody_registered_who_types_another_number_or_address_waits_too() -> None:
    seeker = registered(nir=NIR, user__email="nadia@inscription.invalid")
    draft = services.begin_again(seeker=seeker, actor=seeker.user, now=MORNING)
    said = replace(everything(), contact=replace(everything().contact, email="autre@inscription.invalid"))
    waiting = services.sign(application=draft, answers=said, actor=seeker.user, now=MORNING)
    assert waiting.state == ApplicationState.TO_CHECK
    assert verified(waiting).state == ApplicationState.SIGNED
