"""Leaving a job by one's own will, for a project, or with a CSP: what still opens, and what is told."""

from __future__ import annotations

from datetime import date

import pytest

from benefits.rules import affiliation
from benefits.rules.affiliation import Refusal
from benefits.rules.career import EndReason
from benefits.rules.figures import figures_on
from benefits.rules.rights import as_facts, find_all_rights, rights_of
from benefits.rules.security import security_daily
from tests.benefits.rules.careers import together
from tests.benefits.rules.test_rights import EURO, HOUR, TWO_YEARS, career, job, told

LEFT = job("2024-11-01", "2026-06-30", 40_000, 3_000, resigned=1)
"""A job of twenty months that the person left."""


def after(days: int, hours: int = 0):
    """The work done since, from Monday 6 July 2026: ``days`` of a five-day week."""
    weeks, rest = divmod(days, 5)
    starts = job("2026-07-06", "2026-07-06").starts
    last = job("2026-07-06", "2026-07-06", 5_000, hours)
    return career(LEFT, last._replace(ends=starts + 7 * weeks + rest - 1 - (2 if rest == 0 else 0)))


def test_a_resignation_counts_until_65_days_or_455_hours_were_worked_since() -> None:
    short, enough, by_hours = after(64), after(65), after(40, 455)
    assert [rights_of(each).days_since_resigned for each in (short, enough, by_hours)] == [64, 65, 40]
    assert rights_of(short).refusal == Refusal.RESIGNED_BEFORE
    assert rights_of(after(40, 454)).refusal == Refusal.RESIGNED_BEFORE
    assert rights_of(enough).eligible == rights_of(by_hours).eligible == 1
    assert told(enough)[2] == (
        "Vous aviez démissionné d’un emploi le 30 juin 2026. Vous avez travaillé 65 jours depuis, il en faut 65 : cette "
        "démission ne compte plus."
    )
    assert "455 heures depuis, il en faut 455" in told(by_hours)[2]
    assert as_facts(rights_of(short))["resigned_on"] == "2026-06-30"


def test_the_refusal_says_what_is_missing_and_when_it_can_be_looked_at_again() -> None:
    assert told(after(64, 300))[-1] == (
        "Vous avez démissionné d’un emploi le 30 juin 2026. Depuis, vous avez travaillé 64 jours et 300 heures : avec 65 "
        "jours ou 455 heures, cette démission ne compterait plus. Si vous cherchez encore un emploi après 121 jours, vous "
        "pouvez demander un nouvel examen à partir du 31 janvier 2027."
    )


def test_all_the_work_counts_once_the_resignation_does_not() -> None:
    with_it, without = rights_of(after(65)), rights_of(after(65)._replace(jobs=(after(65).jobs[1],)))
    assert (with_it.worked_days, without.refusal) == (435 + 65, Refusal.NOT_ENOUGH_WORK)
    assert with_it.reference_pay == (40_000 + 5_000) * EURO


def test_the_time_of_a_job_that_went_on_counts_in_proportion_to_its_days_since() -> None:
    beside = job("2026-06-01", "2026-07-30", 4_000, 600)
    rights = rights_of(career(LEFT, beside))
    assert (rights.days_since_resigned, rights.minutes_since_resigned) == (24, 300 * HOUR)


def test_without_this_rule_somebody_who_just_left_would_be_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affiliation, "still_counts", lambda left, figures: False)
    assert rights_of(after(10)).eligible == 1


@pytest.mark.parametrize(("starts", "eligible"), [("2021-11-01", 1), ("2021-11-15", 0)])
def test_a_career_project_needs_1300_days_worked_in_60_months(starts: str, eligible: int) -> None:
    left = career(job(starts, "2026-10-31", 48_000), end_reason=EndReason.CAREER_PROJECT)
    rights = rights_of(left)
    assert (rights.eligible, rights.refusal) == (eligible, 0 if eligible else Refusal.CAREER_PROJECT)
    worked = next(sentence for sentence in told(left) if "reconversion" in sentence)
    assert ("vous avez travaillé 1305 jours" if eligible else "vous en avez indiqué 1295") in worked
    assert eligible or "Transitions Pro" in worked


def test_a_career_project_opened_nothing_before_november_2019() -> None:
    left = career(job("2010-01-01", "2019-10-31", 60_000), end_reason=EndReason.CAREER_PROJECT)
    assert rights_of(left).refusal == Refusal.CAREER_PROJECT
    assert "n’ouvrait pas encore de droit" in told(left)[-1]
    assert rights_of(left._replace(jobs=(job("2010-01-01", "2019-11-01", 60_000),))).eligible == 1


def test_a_csp_is_told_with_its_own_allowance_and_left_to_an_advisor() -> None:
    accepted = career(TWO_YEARS, end_reason=EndReason.SECURITY_CONTRACT)
    assert rights_of(accepted).refusal == Refusal.SECURITY_CONTRACT
    assert told(accepted)[-2:] == [
        "L’allocation de sécurisation professionnelle (ASP) vaut 75 % de votre salaire de référence dans cet emploi, "
        "65,75 € par jour : environ 49,31 € brut par jour, pendant 12 mois au plus.",
        "Vous avez accepté un contrat de sécurisation professionnelle (CSP) : il vous donne une autre allocation, l’ASP, "
        "sans jour d’attente. Un conseiller indemnisation l’ouvre avec vous.",
    ]
    short = accepted._replace(jobs=(job("2025-11-02", "2026-10-31", 24_000),))
    assert "la même que l’allocation chômage : environ 39,82 €" in told(short)[-2]


def test_the_asp_is_between_the_allowance_and_the_highest_there_is() -> None:
    figures = figures_on(date(2026, 10, 31))
    assert security_daily(10_000, 5_700, True, figures) == 7_500
    assert security_daily(10_000, 5_700, False, figures) == 5_700
    assert security_daily(7_000, 5_700, True, figures) == 5_700
    assert security_daily(2_000, 1_500, True, figures) == figures.training_minimum
    assert security_daily(52_668, 30_021, True, figures) == 30_021


def test_mayotte_has_its_own_insurance_which_is_told_and_not_worked_out() -> None:
    there = career(TWO_YEARS, overseas=1, mayotte=1)
    assert rights_of(there).refusal == Refusal.MAYOTTE
    assert told(there) == [
        "À Mayotte, l’assurance chômage a ses propres règles, que ce calcul ne suit pas : 70 % du salaire de référence "
        "pendant 91 jours, puis 50 %, au moins 16,05 € par jour, pour 182 à 365 jours. Un conseiller indemnisation calcule "
        "votre droit."
    ]
    assert "182 à 730 jours" in told(there._replace(born=career(TWO_YEARS, born="1976-10-31").born))[0]


def test_an_array_of_those_who_left_gives_the_same_as_each_alone() -> None:
    people = [after(64), after(65), after(40, 455), career(TWO_YEARS)]
    people += [career(TWO_YEARS, end_reason=reason) for reason in EndReason]
    people.append(career(TWO_YEARS, mayotte=1))
    people.append(career(job("2015-01-01", "2026-10-31", 48_000), end_reason=EndReason.CAREER_PROJECT))
    found = find_all_rights(together(people))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == [tuple(rights_of(each)) for each in people]
