"""The file is what a bank reads: valid by the official schema, in the letters of the scheme, the same for the same rows."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xmlschema import XMLSchemaValidationError

from benefits.payments.gateways import sepa
from portal import clock

SENDER = sepa.Sender("Rébond & Cie", "FR7630001007941234567890185", "")
SPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def written(*transfers: sepa.Transfer, sender: sepa.Sender = SENDER) -> bytes:
    header = sepa.Header(
        message_id="TEST-1-1-1",
        made_at=clock.at(date(2026, 12, 1), 9),
        transfer_on=date(2026, 12, 2),
        count=len(transfers),
        sum_cents=sum(each.amount_cents for each in transfers),
        sender=sender,
    )
    return b"".join(sepa.document(header, transfers))


def to(name: str = "Amina Kessler", cents: int = 113_310) -> sepa.Transfer:
    return sepa.Transfer("RB-1-1", cents, name, "FR7630001007941234567890185", "Allocation novembre 2026")


def test_the_official_schema_takes_it() -> None:
    sepa.validate(written(to(), to("Noël d’Épinay-Œuvré", 1), to("李小龍")))
    sepa.validate(written(to(), sender=sepa.Sender("R", "FR7630001007941234567890185", "BNPAFRPPXXX")))


def test_the_official_schema_can_refuse() -> None:
    with pytest.raises(XMLSchemaValidationError):
        sepa.validate(written(to()).replace(b"<NbOfTxs>1</NbOfTxs>", b"<NbOfTxs>one</NbOfTxs>"))


def test_amounts_and_control_sums_are_exact() -> None:
    root = ET.fromstring(written(to(cents=5), to(cents=1_000_000)))  # noqa: S314  (our own bytes)
    assert [each.text for each in root.findall(".//p:InstdAmt", SPACE)] == ["0.05", "10000.00"]
    assert {each.text for each in root.findall(".//p:CtrlSum", SPACE)} == {"10000.05"}
    assert root.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=SPACE) == "2026-12-02"
    assert root.findtext(".//p:BtchBookg", namespaces=SPACE) == "true"


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [
        ("Noël d’Épinay", "Noel d'Epinay"),
        ("Cœur & Ætius", "Coeur + AEtius"),
        ("<script>", "script"),
        ("  deux   espaces ", "deux espaces"),
        ("李小龍", "NOM INCONNU"),
        ("A" * 90, "A" * 70),
    ],
)
def test_names_are_put_into_the_letters_of_the_scheme(typed: str, scheme: str) -> None:
    assert sepa.sepa_name(typed) == scheme


@given(st.text(max_size=120))
def test_any_name_gives_a_name_of_the_scheme(typed: str) -> None:
    name = sepa.sepa_name(typed)
    assert sepa.ALLOWED.fullmatch(name)
    assert 1 <= len(name) <= 70
    assert sepa.sepa_name(name) == name
