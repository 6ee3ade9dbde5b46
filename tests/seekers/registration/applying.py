"""Somebody who registers: their answers, their browser, and the pages as they would be posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from portal import clock
from seekers.registration import services, steps, typed
from seekers.registration.answers import (
    Address,
    Answers,
    Availability,
    Bank,
    Contact,
    Household,
    Identity,
    Job,
    Pause,
    Search,
    Situation,
)
from seekers.registration.models import Application, Step

MORNING = clock.at(date(2026, 11, 29), 10, 5) + timedelta(seconds=30)  # the shift of the clock is whole seconds
PASSWORD = "une phrase longue que personne ne devine"
NIR = "287049912345637"
IBAN = "FR7600000000000000000004268"


def bakery(**given: Any) -> Job:
    return Job(
        **{
            "employer": "Boulangerie Durand", "starts_on": date(2025, 1, 6), "ends_on": date(2026, 10, 31),
            "gross_cents": 39_600_00, "minutes": 3300 * 60, "end_reason": "agreed_termination", **given,
        }
    )  # fmt: skip


def school(**given: Any) -> Job:
    return Job(
        **{
            "employer": "Mairie de Bréhal", "starts_on": date(2024, 11, 12), "ends_on": date(2024, 12, 20),
            "gross_cents": 1_980_00, "minutes": 150 * 60, "end_reason": "end_of_fixed_term", **given,
        }
    )  # fmt: skip


def everything(**parts: Any) -> Answers:
    """Two jobs, one sick leave, a claim."""
    answers = Answers(
        identity=Identity("Nadia", "Lefort", date(1987, 4, 12), "Caen", "french", NIR),
        contact=Contact("nadia@inscription.invalid", "+33639981111", False, "email", "fr", "medium"),
        address=Address("3 rue des Lilas", "59100", "59512"),
        situation=Situation(
            claims=True, worked=True, jobs=(bakery(), school()), interrupted=True,
            pauses=(Pause("sick_leave", date(2026, 3, 2), date(2026, 3, 20)),),
        ),
        household=Household(),
        availability=Availability(available=True),
        search=Search("D1102", "Boulanger / Boulangère", 20, ("permanent", "fixed_term"), 35),
        bank=Bank(False, IBAN, "NADIA LEFORT"),
    )  # fmt: skip
    return replace(answers, **parts)


def begun(now: datetime = MORNING, **given: Any) -> Application:
    return services.begin(**{"first_name": "Nadia", "last_name": "Lefort", "language": "fr", "now": now, **given})


def filled(
    answers: Answers | None = None, *, now: datetime = MORNING, application: Application | None = None
) -> Application:
    """A draft with every step saved."""
    said = answers or everything()
    draft = application or begun(now)
    for step in Step:
        if step != Step.REVIEW:
            draft = services.save_step(
                application=draft,
                step=step,
                answers=said,
                typed=None,
                edition=draft.edition,
                actor=draft.applicant,
                now=now,
            )
    return draft


def signed(answers: Answers | None = None, *, now: datetime = MORNING, **given: Any) -> Application:
    """Signed, and its short check is over."""
    said = answers or everything()
    draft = filled(said, now=now)
    done = services.sign(
        application=draft, answers=said, now=now, **{"actor": draft.applicant, "password": PASSWORD, **given}
    )
    return verified(done)


def verified(application: Application) -> Application:
    """The clock passes, for this application and the others."""
    services.enter_verified(now=application.signed_at + services.CHECK)
    return Application.objects.select_related("applicant", "seeker__user", "registration").get(pk=application.pk)


def pages(answers: Answers | None = None) -> dict[Step, dict[str, Any]]:
    """Each step as the browser posts it."""
    said = answers or everything()
    return {step: typed.page(step, said) for step in Step if step in steps.NAME}


def address_of(step: str) -> str:
    return f"/inscription/etape/{step}/"


def begin_in_browser() -> Client:
    browser = Client()
    answer = browser.post("/inscription/commencer/", {"first_name": "Nadia", "last_name": "Lefort"})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def post_step(browser: Client, step: str, words: dict[str, Any], **more: Any) -> Any:
    edition = Application.objects.order_by("-pk").first().edition
    return browser.post(address_of(step), words | {"edition": edition, "action": "next", **more})
