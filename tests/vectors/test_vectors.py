"""Cases that others published, or derived by hand, answered by our rules: for one person, and inside an array."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.answers import KINDS, answer
from tests.vectors.reading import alone, among_others

TABLE = Path(__file__).with_name("cases.tsv")
FOREIGN = Path(__file__).parents[3] / "shared" / "domain"


def value(text: str) -> Any:
    """A number, a truth value, the text itself, or a list of them."""
    if "," in text:
        return [value(part) for part in text.split(",")]
    if text in ("true", "false"):
        return text == "true"
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def pairs(text: str) -> dict[str, Any]:
    return {name: value(written) for name, written in (pair.split("=") for pair in text.split())}


def read_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def as_case(row: dict[str, str]) -> dict[str, Any]:
    return {"id": row["case"], "kind": row["kind"], "date": row["date"], "inputs": pairs(row["given"])}


def found(result: Any, path: str) -> Any:
    """What a result holds at ``months.0.payable_days``."""
    for step in path.split("."):
        result = result[int(step)] if isinstance(result, list) else result[step]
    return result


def same(expected: Any, given: Any) -> bool:
    if isinstance(expected, dict):
        return all(name in given and same(part, given[name]) for name, part in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(given) and all(map(same, expected, given))
    if isinstance(expected, Decimal | int) and not isinstance(expected, bool):
        return Decimal(str(given)) == expected
    return bool(expected == given)


@pytest.mark.parametrize("wrap", [alone, among_others])
@pytest.mark.parametrize("row", read_table(), ids=lambda row: row["case"])
def test_a_worked_case_is_answered_to_the_cent(row: dict[str, str], wrap) -> None:
    answered = answer(as_case(row), wrap)
    assert "error" not in answered, answered
    for path, expected in pairs(row["expected"]).items():
        assert same(expected, found(answered["result"], path)), (path, expected, answered["result"])


def test_the_table_holds_every_kind() -> None:
    assert {row["kind"] for row in read_table()} == set(KINDS)


DISPUTED = [
    (
        "the cumul cap is respected: 2 days, where openfisca keeps 4",
        "partial_activity_month",
        "2022-04-01",
        "gross_monthly_pay_eur=846 daily_allowance_eur=22.5 sjr_eur=30 days_in_month=30 rights_days_left=100",
        "payable_days=2 gross_allowance_eur=45",
    ),
    (
        "the better of the two ways of counting, where a page used 57 % only",
        "are_daily_allowance",
        "2025-07-01",
        "reference_pay_eur=24000 sjr_days=365",
        "sjr_eur=65.75 daily_allowance_eur=39.74",
    ),
    (
        "CSG after the pension contribution, as Unédic does",
        "are_deductions_daily",
        "2026-03-01",
        "sjr_eur=175.44 daily_allowance_eur=100 csg_rate=0.038",
        "crc_eur=5.26 csg_eur=3.54",
    ),
    (
        "near the threshold CSG and CRDS are limited, not dropped",
        "are_deductions_daily",
        "2026-03-01",
        "sjr_eur=80 daily_allowance_eur=66",
        "crc_eur=2.40 csg_eur=2.60 crds_eur=0 net_daily_eur=61",
    ),
    (
        "deductions are taken on the days paid, where openfisca takes them on the days computed",
        "partial_activity_month",
        "2022-04-01",
        "gross_monthly_pay_eur=1200 daily_allowance_eur=37 sjr_eur=48 days_in_month=30 rights_days_left=4",
        "payable_days=4 deductions_eur=5.76 net_allowance_eur=142.24",
    ),
    (
        "70 % of 132.52 is 92.76, where a page says 92.77",
        "degressivity_amount",
        "2024-07-01",
        "daily_allowance_eur=132.52 age=45",
        "reduced_daily_allowance_eur=92.76",
    ),
    (
        "the deferral starts the day after the end of the contract, where the published example starts on it",
        "waiting",
        "2026-11-01",
        "contract_end=2026-11-01 registered_on=2026-11-10 deferral_days=12",
        "first_paid_day=2026-11-21",
    ),
]


@pytest.mark.parametrize(("choice", "kind", "day", "given", "expected"), DISPUTED, ids=[row[0] for row in DISPUTED])
def test_where_sources_disagree_our_choice_holds(choice: str, kind: str, day: str, given: str, expected: str) -> None:
    answered = answer({"id": choice, "kind": kind, "date": day, "inputs": pairs(given)})
    assert same(pairs(expected), {name: answered["result"][name] for name in pairs(expected)})


@pytest.mark.skipif(not FOREIGN.is_dir(), reason="the published files are not on this machine")
@pytest.mark.parametrize("name", ["vectors_published.json", "vectors_derived.json"])
def test_the_files_from_which_the_table_was_drawn_agree(name: str) -> None:
    read = json.loads((FOREIGN / name).read_text(encoding="utf-8"), parse_float=Decimal)
    cases = read if isinstance(read, list) else next(part for part in read.values() if isinstance(part, list))
    ours = [case for case in cases if case["kind"] in KINDS and not case.get("disputed")]
    assert ours
    wrong = [case["id"] for case in ours if not same(case["expected"], answer(case).get("result", {}))]
    assert wrong == []
