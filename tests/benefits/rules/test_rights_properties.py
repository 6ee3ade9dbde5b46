"""What must hold for every career: two ways of counting agree, more work never takes days away, caps hold."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.affiliation import Refusal
from benefits.rules.by_month import in_days_of
from benefits.rules.career import Career, EndReason
from benefits.rules.explanation import sentences
from benefits.rules.reference_wage import crises
from benefits.rules.rights import explain_rights, figures_of, find_all_rights, rights_of
from benefits.rules.spans import Span, apart, working_days
from portal.money import nearest
from tests.benefits.rules.careers import careers, jobs, together


@given(st.lists(careers(), min_size=1, max_size=8))
def test_an_array_is_worked_out_as_each_of_its_people(people: list[Career]) -> None:
    many = find_all_rights(together(people))
    assert {figure.dtype for figure in many} == {np.dtype(np.int64)}
    alone = [rights_of(person) for person in people]
    assert all(type(figure) is int for rights in alone for figure in rights)
    assert list(zip(*(figure.tolist() for figure in many), strict=True)) == [tuple(rights) for rights in alone]


@given(careers(), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_jobs_nor_asking_twice_changes_anything(career: Career, chance) -> None:
    shuffled = career._replace(jobs=tuple(chance.sample(career.jobs, len(career.jobs))))
    assert rights_of(shuffled) == rights_of(career) == rights_of(career)


@given(careers())
def test_the_same_days_told_twice_are_counted_once(career: Career) -> None:
    once, twice = rights_of(career), rights_of(career._replace(jobs=career.jobs * 2))
    assert (twice.worked_days, twice.employment_days, twice.idle_days) == (
        once.worked_days,
        once.employment_days,
        once.idle_days,
    )


@given(st.data())
def test_more_work_in_the_period_never_gives_fewer_days(data) -> None:
    career = data.draw(careers(least_pay=100_000))
    rights = rights_of(career)
    more = data.draw(jobs(rights.reference_starts, rights.contract_end, least_pay=100_000))
    more = more._replace(seasonal=min(job.seasonal for job in career.jobs), resigned=0)
    after = rights_of(career._replace(jobs=(*career.jobs, more)))
    assert after.eligible >= rights.eligible
    assert after.days >= rights.days
    assert after.worked_days >= rights.worked_days
    assert after.reference_pay >= rights.reference_pay


@given(careers(least_pay=100_000), st.integers(0, 10_000_000))
def test_a_higher_pay_never_lowers_the_daily_wage_nor_the_days(career: Career, raised: int) -> None:
    richer = career._replace(jobs=(career.jobs[0]._replace(gross=career.jobs[0].gross + raised), *career.jobs[1:]))
    before, after = rights_of(career), rights_of(richer)
    assert after.sjr >= before.sjr
    assert after.days == before.days


@given(careers())
def test_the_caps_of_the_law_hold_and_nothing_is_negative(career: Career) -> None:
    figures, rights = figures_of(career), rights_of(career)
    law = figures.law
    assert min(rights) >= 0
    assert rights.idle_days_counted <= rights.idle_days
    assert rights.idle_days_counted <= rights.employment_days * law.idle_rate // 10_000
    period = Span(rights.reference_starts, rights.contract_end - rights.reference_starts + 1)
    assert rights.reference_pay <= figures.ceilings_counted * in_days_of(period, "monthly_ceiling")
    assert rights.daily <= nearest(rights.sjr * figures.cap_rate, 10_000)
    assert rights.reduced_daily <= rights.daily
    assert rights.days <= law.senior_maximum_days
    assert rights.specific_deferral <= (law.economic_deferral_cap if career.economic else law.deferral_cap)
    assert rights.holiday_deferral <= law.holiday_deferral_cap
    assert rights.waiting_days in (0, law.waiting_days)
    if rights.eligible:
        assert rights.days >= law.short_minimum_days
        assert rights.first_payable >= max(career.registered, rights.contract_end + 1)
        assert rights.daily >= 1


@given(careers())
def test_a_refused_right_pays_nothing_and_says_one_reason(career: Career) -> None:
    rights = rights_of(career)
    assert bool(rights.eligible) == (rights.refusal == Refusal.NONE)
    assert (rights.refusal in (Refusal.RESIGNATION, Refusal.RESIGNED_BEFORE)) == (rights.examined_again_on > 0)
    if not rights.eligible:
        assert (rights.daily, rights.days, rights.full_rate_days, rights.first_payable, rights.waiting_days) == (0,) * 5
    never = (EndReason.RESIGNATION, EndReason.SECURITY_CONTRACT, EndReason.OTHER, EndReason.STILL_WORKING)
    if career.end_reason in never:
        assert not rights.eligible


@given(careers())
def test_days_counted_one_by_one_agree(career: Career) -> None:
    """The same counts by walking through the calendar, a day at a time."""
    rights, law = rights_of(career), figures_of(career).law
    period = range(rights.reference_starts, rights.contract_end + 1)
    worked = {day for job in career.jobs for day in range(job.starts, job.ends + 1) if day in period}
    by_week: dict[tuple[int, int], int] = {}
    for day in worked:
        week = date.fromordinal(day).isocalendar()[:2]
        by_week[week] = by_week.get(week, 0) + 1
    assert rights.worked_days == sum(min(days, 5) for days in by_week.values())

    span = range(min(worked), rights.contract_end + 1)
    neutral = set()
    for pause in career.pauses:
        if not pause.sick or pause.ends - pause.starts + 1 > law.sick_leave_days:
            neutral |= {day for day in range(pause.starts, pause.ends + 1) if day in span}
    left = max(
        (job.ends for job in career.jobs if job.resigned and job.ends in range(period[0], period[-1])), default=0
    )
    weeks = [date.fromordinal(day).isocalendar()[:2] for day in worked if left and day > left]
    assert rights.resigned_on == left
    assert rights.days_since_resigned == sum(min(weeks.count(week), 5) for week in set(weeks))
    assert rights.neutral_days == len(neutral)
    assert rights.employment_days == len(worked - neutral)
    closed = {day for crisis in crises() for day in range(crisis.starts, crisis.ends + 1)}
    assert rights.idle_days == len(set(span) - worked - neutral - closed)


@given(st.lists(st.tuples(st.integers(700_000, 700_100), st.integers(0, 40)), max_size=6), st.integers(1, 7))
def test_working_days_agree_with_a_calendar(told: list[tuple[int, int]], most: int) -> None:
    days = {day for starts, length in told for day in range(starts, starts + length)}
    weeks = [date.fromordinal(day).isocalendar()[:2] for day in days]
    expected = sum(min(weeks.count(week), most) for week in set(weeks))
    assert working_days(apart([Span(*span) for span in told]), most) == expected


@given(careers())
def test_every_line_has_its_words_its_source_and_whole_numbers(career: Career) -> None:
    lines = explain_rights(career, rights_of(career), figures_of(career))
    assert all(line.source for line in lines)
    assert all(type(number) is int for line in lines for number in (line.result, *line.inputs.values()))
    assert "%(" not in " ".join(sentences(lines))


@given(careers())
def test_the_lines_tell_the_figures_of_the_right(career: Career) -> None:
    rights = rights_of(career)
    lines = explain_rights(career, rights, figures_of(career))
    results = {line.rule: line.result for line in lines}
    if not rights.eligible:
        assert lines[-1].rule.startswith("refused_")
        return
    assert lines[-1] == ("first_payable", lines[-1].inputs, rights.first_payable, "date", lines[-1].source)
    wages = ("wage_revalued", "daily_wage", "year_daily_wage")
    assert next(results[rule] for rule in wages if rule in results) == rights.sjr
    assert rights.daily in results.values()
    limits = ("duration_agreed", "duration_maximum", "duration_minimum", "duration", "duration_whole")
    assert next(results[rule] for rule in limits if rule in results) == rights.days
    assert results.get("specific_deferral", results.get("specific_deferral_capped", 0)) == rights.specific_deferral
    assert results.get("holiday_deferral", results.get("holiday_deferral_capped", 0)) == rights.holiday_deferral
