"""What employers send: kept once, told by line when wrong, shown only to whom the State vouches for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal import events
from seekers.registration import pieces, services
from seekers.registration.answers import Answers
from seekers.registration.events import CertificatesReceived
from seekers.registration.models import Application, EmployerCertificate, Step
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import (
    MORNING,
    NIR,
    address_of,
    begin_in_browser,
    begun,
    everything,
    filled,
    pages,
    post_step,
)

pytestmark = pytest.mark.django_db

GOOD = {
    "reference": "AE-1", "nir": NIR, "employer": "Boulangerie Durand", "siret": "73282932000074",
    "starts_on": "2025-01-06", "ends_on": "2026-10-31", "gross": "39600.00", "minutes": 198000,
    "end_reason": "agreed_termination",
}  # fmt: skip


def imported(path: Path) -> str:
    said = StringIO()
    call_command("import_certificates", str(path), stdout=said)
    return said.getvalue()


def lines(folder: Path, *rows: Any) -> Path:
    path = folder / "certificates.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


def test_a_file_read_twice_adds_once(tmp_path: Path) -> None:
    path = lines(tmp_path, GOOD, GOOD | {"reference": "AE-2"})
    assert imported(path).startswith("2 added, 0 known already, 0 lines refused")
    assert imported(path).startswith("0 added, 2 known already")
    assert EmployerCertificate.objects.get(reference="AE-1").gross_cents == 39_600_00


def test_a_csv_with_semicolons_is_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "certificates.csv"
    path.write_text(";".join(GOOD) + "\n" + ";".join(map(str, GOOD.values())) + "\n")
    assert imported(path).startswith("1 added")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{", "not a certificate"),
        ("[1]", "not a certificate"),
        (GOOD | {"nir": "287049912345699"}, "nir"),
        (GOOD | {"siret": "1"}, "siret"),
        (GOOD | {"gross": "-1"}, "gross"),
        (GOOD | {"gross": "NaN"}, "gross"),
        (GOOD | {"gross": ""}, "gross"),
        (GOOD | {"minutes": "many"}, "minutes"),
        (GOOD | {"ends_on": "2024-01-01"}, "ends_on before starts_on"),
        (GOOD | {"end_reason": "still_working"}, "end_reason"),
        (GOOD | {"employer": "\x00"}, "employer"),
    ],
)
def test_a_bad_line_is_said_by_its_number_and_the_good_one_is_kept(tmp_path: Path, bad: Any, why: str) -> None:
    said = imported(lines(tmp_path, bad, GOOD))
    assert "1 added, 0 known already, 1 lines refused" in said
    assert f"line 1: {why}" in said
    assert NIR not in said


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        imported(tmp_path / "nothing.csv")


def test_the_rooms_above_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setitem(events._subscribers, CertificatesReceived, [heard.append])
    imported(lines(tmp_path, GOOD))
    assert heard == [CertificatesReceived((EmployerCertificate.objects.get().pk,))]


class TestShown:
    @pytest.fixture(autouse=True)
    def _received(self, tmp_path: Path) -> None:
        imported(lines(tmp_path, GOOD))

    def test_never_to_who_only_typed_the_number(self) -> None:
        draft = services.save_step(
            application=begun(),
            step=Step.IDENTITY,
            answers=everything(),
            typed=None,
            edition=0,
            actor=None,
            now=MORNING,
        )
        answers = Answers.from_json(draft.answers)
        assert pieces.offered(draft, answers) == []
        assert pieces.job_of(draft, answers, str(EmployerCertificate.objects.get().pk)) is None

    def test_to_whom_the_state_vouches_for_when_the_number_agrees_with_the_birth(self) -> None:
        draft = begun(identity=everything().identity, identity_from="franceconnect")
        answers = Answers.from_json(draft.answers)
        assert [each.reference for each in pieces.offered(draft, answers)] == ["AE-1"]
        job = pieces.job_of(draft, answers, str(EmployerCertificate.objects.get().pk))
        assert (job.employer, job.gross_cents) == ("Boulangerie Durand", 39_600_00)

    def test_not_when_the_number_is_of_another_birth(self) -> None:
        identity = everything().identity
        other = replace(identity, birth_date=date(1990, 4, 12))
        draft = begun(identity=other, identity_from="franceconnect")
        assert pieces.offered(draft, Answers.from_json(draft.answers)) == []

    def test_one_press_writes_the_job(self, at: Any) -> None:
        at(MORNING)
        load_places()
        browser = begin_in_browser()
        Application.objects.update(identity_from="franceconnect")
        post_step(browser, Step.IDENTITY, pages()[Step.IDENTITY])
        page = browser.get(address_of(Step.SITUATION)).content.decode()
        assert "Utiliser cette attestation" in page
        pressed = f"use:{EmployerCertificate.objects.get().pk}"
        button = page.partition(f'value="{pressed}"')[2].partition(">")[0]
        assert "hx-" not in button, "the answer above the rows changes too: the whole page must come back"
        browser.post(
            address_of(Step.SITUATION),
            {"action": pressed, "edition": 99, "jobs-TOTAL_FORMS": "1", "jobs-INITIAL_FORMS": "0"},
        )
        page = browser.get(address_of(Step.SITUATION)).content.decode()
        assert 'value="39600,00"' in page
        assert "Boulangerie Durand" in page
        yes = page.partition('name="worked" value="yes"')[2].partition(">")[0]
        assert "checked" in yes

    def test_the_document_is_not_asked_for_when_the_employer_sent_it(self) -> None:
        draft = filled(application=begun(identity=everything().identity, identity_from="franceconnect"))
        needed = pieces.needed(draft, Answers.from_json(draft.answers), MORNING.date())
        assert [bool(each.settled) for each in needed] == [True, True, False]
