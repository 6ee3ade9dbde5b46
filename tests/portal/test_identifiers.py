"""Numbers as people type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import identifiers
from portal.identifiers import NotValid

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "identifiants"
READERS = {
    "nir": identifiers.nir,
    "siret": identifiers.siret,
    "iban": identifiers.iban,
    "iban_fr": identifiers.iban,
    "telephone": identifiers.phone,
}


def cases(name: str) -> list:
    path = SHARED / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["vecteurs"] if path.exists() else []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not beside the project")
@pytest.mark.parametrize(("name", "case"), [(name, case) for name in READERS for case in cases(name)])
def test_published_case(name, case):
    read = READERS[name]
    if not case["valide"]:
        with pytest.raises(NotValid):
            read(case["entree"])
        return
    number = read(case["entree"])
    assert number == case.get("normalise", number)
    if "mobile" in case:
        assert identifiers.is_mobile(number) is case["mobile"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2 95 10 99 126 111 93", "295109912611193"),
        ("1 99 01 2a 004 001 79", None),
        ("3 99 01 86 194 001 64", "399018619400164"),
        ("141208078200587", "141208078200587"),
    ],
)
def test_nir_is_read_with_its_spaces_and_its_key(typed, stored):
    if stored is None:
        with pytest.raises(NotValid):
            identifiers.nir(typed)
    else:
        assert identifiers.nir(typed) == stored


@pytest.mark.parametrize(("department", "stands_for"), [("2A", 19), ("2B", 18)])
def test_nir_of_corsica_has_its_own_key(department, stands_for):
    body = "28403{}004001"
    key = 97 - int(body.format(stands_for)) % 97
    typed = f"{body.format(department)}{key:02d}"
    assert identifiers.nir(typed.lower()) == typed
    with pytest.raises(NotValid):
        identifiers.nir(f"{typed[:-2]}{(key % 97) + 1:02d}")


def test_iban_with_a_wrong_rib_key_is_refused_though_its_own_sum_holds():
    rib = "30001007941234567890186"  # the key should be 85
    check = 98 - int(f"{rib}152700") % 97
    with pytest.raises(NotValid, match="RIB"):
        identifiers.iban(f"FR{check:02d}{rib}")


def test_iban_with_letters_in_its_account():
    assert identifiers.iban("FR14 2004 1010 0505 0001 3M02 606") == "FR1420041010050500013M02606"


def test_iban_whose_check_digits_are_an_alias_is_refused():
    """97 + 2 = 99 passes the sum in place of 02, and is no IBAN."""
    body = next(f"{number:020d}" for number in range(1, 500) if 98 - int(f"{number:020d}142800") % 97 == 2)
    with pytest.raises(NotValid):
        identifiers.iban(f"ES99{body}")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 39 98 00 01", "+33639980001"),
        ("0692 12 34 56", "+262692123456"),
        ("06.90.00.12.34", "+590690001234"),
        ("+596 696 20 12 34", "+596696201234"),
        ("06\u202f39\u00a098\u00a000\u00a001", "+33639980001"),
    ],
)
def test_phone_of_the_mainland_and_overseas(typed, stored):
    assert identifiers.phone(typed) == stored
    assert identifiers.is_mobile(stored)


@pytest.mark.parametrize(
    "typed", ["", " ", "+33 690 00 12 34", "12", "06 39 98 00", "wrong", "0" * 61, "06\x0039980001"]
)
def test_not_a_phone(typed):
    with pytest.raises(NotValid):
        identifiers.phone(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed):
    for read in READERS.values():
        try:
            stored = read(typed)
        except NotValid:
            continue
        assert read(stored) == stored
        assert stored.isascii()
