"""What is impossible and what is surprising in an application.  Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from seekers.registration import rules
from seekers.registration.answers import Answers, Bank, Job, Pause
from seekers.registration.findings import SENTENCES
from tests.seekers.registration.applying import IBAN, bakery, everything, school

TODAY = date(2026, 11, 29)


def working(*jobs: Job, pauses: tuple[Pause, ...] = (), **given) -> Answers:
    said = everything()
    situation = {"jobs": jobs, "pauses": pauses, "interrupted": bool(pauses), **given}
    return replace(said, situation=replace(said.situation, **situation))


def codes(answers: Answers) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in rules.problems(answers, TODAY)]


def test_a_whole_application_has_no_problem_and_no_surprise() -> None:
    assert codes(everything()) == []
    assert rules.surprises(everything(), TODAY) == []


def test_an_empty_one_names_every_step_that_asks_something() -> None:
    steps = {each.step for each in rules.problems(Answers(), TODAY)}
    assert steps == {"identity", "contact", "address", "situation", "availability", "search", "bank"}


@pytest.mark.parametrize(
    ("job", "found"),
    [
        (bakery(ends_on=date(2024, 1, 1)), ("ends_before_start", "jobs.0.ends_on")),
        (bakery(ends_on=date(2026, 12, 24)), ("in_the_future", "jobs.0.ends_on")),
        (bakery(ends_on=None), ("end_missing", "jobs.0.ends_on")),
        (bakery(end_reason="still_working"), ("still_working_but_ended", "jobs.0.end_reason")),
        (bakery(end_reason="sorcery"), ("not_a_choice", "jobs.0.end_reason")),
        (bakery(minutes=10**9), ("time_too_long", "jobs.0.minutes")),
        (bakery(gross_cents=-1), ("negative", "jobs.0.gross_cents")),
        (bakery(gross_cents=10**15), ("pay_too_high", "jobs.0.gross_cents")),
        (bakery(siret="123"), ("not_a_siret", "jobs.0.siret")),
        (bakery(employer="x\x00"), ("unreadable", "jobs.0.employer")),
        (bakery(starts_on=date(1, 1, 1)), ("too_long_ago", "jobs.0.starts_on")),
    ],
)
def test_an_impossible_job(job: Job, found: tuple[str, str]) -> None:
    assert found in codes(working(job))


@pytest.mark.parametrize(
    ("jobs", "code"),
    [
        ((bakery(), school(ends_on=date(2025, 2, 1))), "jobs_overlap"),
        ((bakery(), bakery()), "same_job_twice"),
        ((bakery(gross_cents=0),), "no_pay"),
        ((bakery(minutes=0),), "pay_without_hours"),
        ((bakery(gross_cents=1_000_00),), "pay_low"),
        ((bakery(gross_cents=900_000_00),), "pay_very_high"),
        ((school(starts_on=date(2020, 1, 1), ends_on=date(2020, 3, 1)),), "older_job"),
    ],
)
def test_a_surprising_one(jobs: tuple[Job, ...], code: str) -> None:
    assert [each.code for each in rules.surprises(working(*jobs), TODAY)] == [code]


def test_a_pause_outside_every_job_surprises() -> None:
    pause = Pause("sick_leave", date(2024, 12, 24), date(2024, 12, 26))
    assert [each.code for each in rules.surprises(working(bakery(), pauses=(pause,)), TODAY)] == ["pause_outside_jobs"]


def test_a_number_of_another_birth_surprises_and_an_unknown_month_does_not() -> None:
    said = everything()
    other = replace(said, identity=replace(said.identity, birth_date=date(1988, 4, 12)))
    assert [each.code for each in rules.surprises(other, TODAY)] == ["nir_says_otherwise"]
    fictive = replace(said, identity=replace(said.identity, nir="287200000000000"))
    assert rules.surprises(fictive, TODAY) == []


@pytest.mark.parametrize(
    ("born", "code"),
    [(date(2011, 1, 1), "too_young"), (date(1890, 1, 1), "born_when"), (date(2030, 1, 1), "born_when")],
)
def test_an_age_at_which_nobody_registers(born: date, code: str) -> None:
    said = everything()
    assert (code, "birth_date") in codes(replace(said, identity=replace(said.identity, birth_date=born)))


def test_the_bank_may_come_later_but_not_wrong() -> None:
    assert codes(replace(everything(), bank=Bank(later=True))) == []
    assert ("not_an_iban", "iban") in codes(replace(everything(), bank=Bank(False, "FR7612345", "N LEFORT")))


def test_the_longer_period_is_asked_of_older_people() -> None:
    assert rules.asked_since(date(1987, 4, 12), TODAY) == date(2024, 10, 1)
    assert rules.asked_since(date(1970, 4, 12), TODAY) == date(2023, 10, 1)
    assert rules.asked_since(None, TODAY) == date(2024, 10, 1)


def test_every_finding_has_its_sentence() -> None:
    found = rules.problems(Answers(), TODAY) + rules.surprises(working(bakery(), bakery()), TODAY)
    assert all(each.sentence and each.code in SENTENCES for each in found)


def test_an_account_under_another_name_is_confirmed() -> None:
    other = replace(everything(), bank=Bank(False, IBAN, "PAUL MARTIN"))
    assert [each.key for each in rules.surprises(other, TODAY)] == ["other_holder:bank.holder"]
    assert "PAUL MARTIN" in rules.surprises(other, TODAY)[0].sentence
