"""The page open to all, the claim and ``manage.py simulate`` find the same right for the same facts."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benefits.entitlements import services
from benefits.entitlements.forms import Simulation
from benefits.entitlements.forms.simulating import MOST_JOBS
from benefits.entitlements.models import Claim, Decision, Entitlement
from benefits.rules.rights import Refusal
from seekers.registration.answers import Job, Pause
from seekers.registration.models import Application, EndReason, InterruptionKind
from tests.benefits.entitlements.claims import BAKERY, TODAY, certificate, claimed, examined
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.factories import RegistrationFactory

pytestmark = pytest.mark.django_db
BORN = date(1985, 4, 12)


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def posted(jobs: tuple[Job, ...], pauses: tuple[Pause, ...] = (), **more: str) -> dict[str, str]:
    """The page as a browser posts it."""
    page = {
        "birth_date": BORN.isoformat(), "registered_on": TODAY.isoformat(), "jobs-TOTAL": str(len(jobs)),
        "pauses-TOTAL": str(len(pauses)), **more,
    }  # fmt: skip
    for n, job in enumerate(jobs):
        row = {
            "employer": job.employer, "starts_on": job.starts_on.isoformat(), "gross": euros(job.gross_cents),
            "ends_on": job.ends_on.isoformat() if job.ends_on else "",
            "time_hours": str(job.minutes // 60), "time_minutes": str(job.minutes % 60), "end_reason": job.end_reason,
            "holiday_indemnity": euros(job.holiday_indemnity_cents),
            "termination_indemnity": euros(job.termination_indemnity_cents),
        }  # fmt: skip
        page |= {f"jobs-{n}-{name}": value for name, value in row.items()}
        if job.seasonal:
            page[f"jobs-{n}-seasonal"] = "on"
    for n, pause in enumerate(pauses):
        row = {"kind": pause.kind, "starts_on": pause.starts_on.isoformat(), "ends_on": pause.ends_on.isoformat()}
        page |= {f"pauses-{n}-{name}": value for name, value in row.items()}
    return page


def told(jobs: tuple[Job, ...], pauses: tuple[Pause, ...]) -> dict[str, Any]:
    """The same facts for ``manage.py simulate --career``."""
    return {
        "birth_date": BORN.isoformat(), "registered_on": TODAY.isoformat(),
        "jobs": [
            {
                "employer": job.employer, "starts_on": job.starts_on.isoformat(), "ends_on": str(job.ends_on),
                "gross": job.gross_cents / 100, "hours": job.minutes // 60, "end_reason": job.end_reason,
                "seasonal": job.seasonal, "holiday_indemnity": job.holiday_indemnity_cents / 100,
                "termination_indemnity": job.termination_indemnity_cents / 100,
            }
            for job in jobs
        ],
        "pauses": [
            {"kind": each.kind, "starts_on": each.starts_on.isoformat(), "ends_on": each.ends_on.isoformat()}
            for each in pauses
        ],
    }  # fmt: skip


def as_the_command_writes(rights: dict[str, int]) -> dict[str, Any]:
    """Days in ISO, none for 0; the refusal by its name."""
    days = ("reference_starts", "contract_end", "first_payable", "examined_again_on", "resigned_on")
    written: dict[str, Any] = dict(rights)
    for name in days:
        written[name] = date.fromordinal(rights[name]).isoformat() if rights[name] else None
    return written | {"refusal": Refusal(rights["refusal"]).name.lower()}


DAYS = st.dates(date(2023, 9, 1), TODAY - timedelta(days=1))
ENDED = [reason for reason in EndReason if reason != EndReason.STILL_WORKING]


@st.composite
def told_jobs(draw: Any) -> tuple[Job, ...]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        ends = draw(DAYS)
        found.append(
            Job(
                employer=f"Maison {number}", starts_on=ends - timedelta(days=draw(st.integers(0, 800))), ends_on=ends,
                gross_cents=draw(st.integers(0, 9_000_000)), minutes=draw(st.integers(0, 3_000)) * 60,
                end_reason=str(draw(st.sampled_from(ENDED))), seasonal=draw(st.booleans()),
                termination_indemnity_cents=draw(st.integers(0, 900_000)),
                holiday_indemnity_cents=draw(st.integers(0, 300_000)),
            )
        )  # fmt: skip
    return tuple(found)


@st.composite
def told_pauses(draw: Any) -> tuple[Pause, ...]:
    found = []
    for starts in draw(st.lists(DAYS, max_size=2)):
        kind = str(draw(st.sampled_from(list(InterruptionKind))))
        found.append(Pause(kind, starts, starts + timedelta(days=draw(st.integers(0, 60)))))
    return tuple(found)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(jobs=told_jobs(), pauses=told_pauses())
def test_the_page_the_claim_and_the_command_find_the_same(jobs: tuple[Job, ...], pauses: tuple[Pause, ...]) -> None:
    page = Simulation(posted(jobs, pauses))
    assert page.is_valid(), [field.errors for field in page if field.errors]
    on_page = services.simulate(answers=page.answers(), registered_on=TODAY, born_on=BORN, overseas=False)

    seeker = RegistrationFactory(registered_on=TODAY, seeker=SeekerFactory(birth_date=BORN)).seeker
    claim = claimed(*jobs, pauses=pauses, seeker=seeker)
    of_claim = services.examine_claim(claim=claim, today=TODAY)

    out = io.StringIO()
    with patch("sys.stdin", io.StringIO(json.dumps(told(jobs, pauses)))):
        call_command("simulate", "--career", "-", "--as-json", stdout=out)
    by_command = json.loads(out.getvalue())["result"]

    found = {name: int(value) for name, value in on_page.rights._asdict().items()}
    assert found == {name: int(value) for name, value in of_claim.rights._asdict().items()}
    assert as_the_command_writes(found) == {name: by_command[name] for name in found}
    assert on_page.outcome == of_claim.outcome


def test_mayotte_is_said_to_have_its_own_rules(client: Any) -> None:
    page = client.post(reverse("entitlements:simulate"), posted((BAKERY,), mayotte="on"))
    assert "À Mayotte, l’assurance chômage a ses propres règles" in page.content.decode()
    assert "aucun droit ne s’ouvre" not in page.content.decode()


def test_who_worked_abroad_reads_what_to_ask_for(client: Any) -> None:
    page = client.post(reverse("entitlements:simulate"), posted((BAKERY,), worked_abroad="on")).content.decode()
    assert "formulaire U1" in page


def test_who_left_a_job_reads_how_a_project_is_recognised(client: Any) -> None:
    left = replace(BAKERY, end_reason="resignation")
    page = client.post(reverse("entitlements:simulate"), posted((left,)))
    assert "Transitions Pro" in page.content.decode()
    other = client.post(reverse("entitlements:simulate"), posted((replace(BAKERY, end_reason="other"),)))
    assert "Transitions Pro examine" not in other.content.decode()


def test_the_decision_opens_what_the_page_promised() -> None:
    certificate()
    examined(claimed(BAKERY))
    page = Simulation(posted((BAKERY,)))
    assert page.is_valid()
    promised = services.simulate(answers=page.answers(), registered_on=TODAY, born_on=BORN, overseas=False)
    right = Entitlement.objects.get()
    assert (right.daily_cents, right.days_total) == (promised.daily_cents, promised.days)
    assert (right.first_payable_on, Decision.objects.get().figures["first_transfers_on"]) == (
        promised.first_payable_on, promised.first_transfers_on.isoformat(),
    )  # fmt: skip


def test_anyone_may_estimate_and_nothing_is_kept() -> None:
    client, url = Client(), reverse("entitlements:simulate")
    assert client.get(url).status_code == 200
    response = client.post(url, posted((BAKERY,), (Pause("sick_leave", date(2026, 1, 5), date(2026, 2, 8)),)))
    written = response.content.decode()
    assert response.status_code == 200
    assert "brut par jour" in written
    assert "no-store" in response["Cache-Control"]
    assert not Application.objects.exists()
    assert not Claim.objects.exists()
    assert "sessionid" not in response.cookies


def test_minutes_count_and_stay_when_a_row_goes() -> None:
    typed = posted((BAKERY, replace(BAKERY, minutes=2_517 * 60 + 30)))
    page = Simulation(typed)
    assert page.is_valid()
    assert page.answers().situation.jobs[1].minutes == 2_517 * 60 + 30
    fewer = Client().post(reverse("entitlements:simulate"), typed | {"action": "remove:jobs:0"}).content.decode()
    assert re.search(r'name="jobs-0-time_hours" value="2517"', fewer)
    assert re.search(r'name="jobs-0-time_minutes" value="30"', fewer)


def test_rows_come_and_go_and_what_was_typed_stays() -> None:
    client, url = Client(), reverse("entitlements:simulate")
    page = posted((BAKERY,)) | {"jobs-0-gross": "douze"}
    more = client.post(url, page | {"action": "add:jobs"}).content.decode()
    assert more.count("Retirer l’emploi") == 2
    assert 'value="douze"' in more
    assert "Écrivez un montant" not in more
    fewer = client.post(url, page | {"jobs-TOTAL": "2", "jobs-1-employer": "Café", "action": "remove:jobs:0"})
    written = fewer.content.decode()
    assert written.count("Retirer l’emploi") == 1
    assert "Café" in written
    assert "Boulangerie" not in written
    part = client.post(url, page | {"action": "add:pauses"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="rows"')


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("birth_date", "", "Écrivez votre date de naissance."),
        ("jobs-0-gross", "", "Écrivez votre salaire brut"),
        ("jobs-0-gross", "1,234", "Écrivez un montant"),
        ("jobs-0-ends_on", "2020-01-01", "Le dernier jour vient après le premier."),
        ("jobs-0-end_reason", "vacances", "Sélectionnez un choix valide"),
        ("jobs-0-ends_on", "", "Écrivez le dernier jour"),
        ("birth_date", "2026-13-45", "Exemple"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(name: str, value: str, sentence: str) -> None:
    response = Client().post(reverse("entitlements:simulate"), posted((BAKERY,)) | {name: value})
    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize("total", ["-1", "9999", "x", "²", ""])
def test_a_stranger_cannot_ask_for_a_million_rows(total: str) -> None:
    response = Client().post(reverse("entitlements:simulate"), {"jobs-TOTAL": total, "action": "add:jobs"})
    assert response.status_code == 200
    assert response.content.decode().count("Retirer l’emploi") <= MOST_JOBS


@pytest.mark.parametrize(
    "hostile",
    [
        {"jobs-0-starts_on": "2016-01-04", "jobs-0-ends_on": "2018-01-31", "registered_on": "2018-02-01"},
        {"jobs-0-ends_on": "2028-12-31", "registered_on": "2029-12-31"},
        {"jobs-0-ends_on": "9999-12-31", "registered_on": "9999-12-31"},
        {"jobs-0-starts_on": "0001-01-01", "registered_on": "0001-01-01"},
        {"birth_date": "0001-01-01"},
        {"birth_date": "9999-12-31"},
        {"jobs-0-gross": "9" * 30},
        {"jobs-0-holiday_indemnity": "9" * 30, "jobs-0-termination_indemnity": "9" * 30},
        {"jobs-0-employer": "\x00<script>alert(1)</script>"},
    ],
)
def test_extremes_never_break_the_page(hostile: dict[str, str]) -> None:
    response = Client().post(reverse("entitlements:simulate"), posted((BAKERY,)) | hostile)
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.content.decode()


def test_who_begins_from_it_finds_their_jobs_again() -> None:
    browser = Client()
    page = browser.post(reverse("entitlements:simulate"), posted((BAKERY,))).content.decode()
    assert not Application.objects.exists()
    told = re.search(r'name="told" value="([^"]+)"', page)
    assert told is not None
    begun = {"first_name": "Awa", "last_name": "Essai", "told": told[1]}
    assert browser.post(reverse("registration:begin"), begun).status_code == 302
    words = browser.get(reverse("registration:step", args=["situation"])).content.decode()
    assert BAKERY.employer in words
    assert "40000,00" in words
