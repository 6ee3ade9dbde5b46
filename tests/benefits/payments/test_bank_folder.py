"""A test file can never be executed, a real place never makes a test file, and no file is ever half there."""

from __future__ import annotations

from pathlib import Path

import pytest

from benefits.payments import services
from benefits.payments.gateways import bank_folder
from benefits.payments.gateways.bank_folder import WrongPlace
from benefits.payments.models import BankFile, Movement
from tests.benefits.payments.factories import NOW, due, released

REAL_IBAN = "FR7630001007941234567890185"


@pytest.fixture
def real_place(settings):
    settings.DEBUG = settings.DEMO = settings.TEST = False
    settings.SEPA_EXECUTABLE = True
    settings.SEPA_DEBTOR_IBAN = REAL_IBAN
    return settings


def test_a_demonstration_that_asks_for_executable_files_is_refused(settings) -> None:
    settings.SEPA_EXECUTABLE = True
    for place in ("DEMO", "TEST", "DEBUG"):
        settings.DEBUG = settings.DEMO = settings.TEST = False
        setattr(settings, place, True)
        with pytest.raises(WrongPlace):
            bank_folder.executable()


def test_a_real_place_that_would_make_test_files_is_refused(real_place) -> None:
    assert bank_folder.executable() is True
    real_place.SEPA_EXECUTABLE = False
    with pytest.raises(WrongPlace):
        bank_folder.executable()


def test_a_real_place_without_an_account_to_debit_is_refused(real_place) -> None:
    real_place.SEPA_DEBTOR_IBAN = ""
    with pytest.raises(WrongPlace):
        bank_folder.executable()


@pytest.mark.django_db
def test_nothing_is_sealed_nor_posted_in_the_wrong_place(settings, bank_folder: Path) -> None:
    due()
    run = released()
    settings.SEPA_EXECUTABLE = True
    with pytest.raises(WrongPlace):
        services.execute(run=run, now=NOW)
    assert not Movement.objects.exists()
    assert BankFile.objects.get().state == "waiting"
    assert not bank_folder.exists()


@pytest.mark.django_db
def test_a_demonstration_file_cannot_be_executed(bank_folder: Path) -> None:
    due()
    services.execute(run=released(), now=NOW)
    file = BankFile.objects.get()
    assert not file.executable
    assert str(file.message_id).startswith("TEST-")
    content = (bank_folder / "test" / f"{file.message_id}.xml").read_text()
    assert "<IBAN>FR0099999999999999999999999</IBAN>" in content
    assert not (bank_folder / "bank").exists()


@pytest.mark.django_db
def test_a_real_place_debits_its_account(real_place, bank_folder: Path) -> None:
    due()
    services.execute(run=released(), now=NOW)
    file = BankFile.objects.get()
    assert file.executable
    assert REAL_IBAN in (bank_folder / "bank" / f"{file.message_id}.xml").read_text()


def test_a_file_of_another_place_is_not_written(settings, tmp_path: Path) -> None:
    settings.SEPA_FOLDER = tmp_path
    with pytest.raises(WrongPlace):
        bank_folder.put("REBOND-1-1-1", b"x", real=True)
    assert list(tmp_path.rglob("*.xml")) == []


def test_a_file_appears_whole_and_again_the_same(settings, tmp_path: Path) -> None:
    settings.SEPA_FOLDER = tmp_path
    path = bank_folder.put("TEST-1-1-1", b"whole", real=False)
    bank_folder.put("TEST-1-1-1", b"whole", real=False)
    assert path.read_bytes() == b"whole"
    assert [each.name for each in path.parent.iterdir()] == ["TEST-1-1-1.xml"]
