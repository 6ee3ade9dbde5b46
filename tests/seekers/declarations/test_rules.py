"""What a month's answers mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.figures import figures_on
from portal.months import Month
from seekers.declarations import findings, minimum_wage, rules
from seekers.declarations.answers import QUESTIONS, Answers, Days
from seekers.declarations.models import EmployerLine, SpanKind
from seekers.registration.models import CeaseReason
from tests.seekers.declarations.factories import NOVEMBER, bakery, said, worked

FIRST, LAST = NOVEMBER.first, NOVEMBER.last


def on(day: int) -> date:
    return date(2026, 11, day)


def codes(found) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in found]


def problems(answers, month=NOVEMBER):
    return codes(rules.problems(answers, month))


def surprises(answers, previous=None, month=NOVEMBER):
    return codes(rules.surprises(answers, previous, month))


def test_a_plain_month_has_neither_problem_nor_surprise():
    for answers in (said(), worked(bakery())):
        assert problems(answers) == []
        assert surprises(answers) == []


@pytest.mark.parametrize("question", [*QUESTIONS, "still_looking"])
def test_no_question_answers_itself(question):
    assert problems(said(**{question: None})) == [("unanswered", question)]


def test_no_to_everything_never_ends_a_registration():
    assert problems(said(still_looking=False)) == [("end_not_confirmed", "end_confirmed")]
    assert surprises(said(still_looking=False)) == [("nothing_and_not_looking", "still_looking")]


ENDING = {"still_looking": False, "end_confirmed": True, "end_reason": "found_work", "ends_on": on(20)}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"ends_on": None}, ("end_date_missing", "ends_on")),
        ({"ends_on": date(2026, 10, 31)}, ("end_date_outside_month", "ends_on")),
        ({"ends_on": date(2026, 12, 1)}, ("end_date_outside_month", "ends_on")),
        ({"ends_on": FIRST}, None),
        ({"ends_on": LAST}, None),
        ({"end_reason": ""}, ("end_reason_missing", "end_reason")),
        ({"end_reason": "not_declared"}, ("end_reason_missing", "end_reason")),
        ({"still_looking": True}, ("end_while_looking", "still_looking")),
    ],
)
def test_the_end_has_a_day_of_the_month_and_a_reason(change, problem):
    assert problems(said(**{**ENDING, **change})) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        (said(worked=True), ("employer_missing", "worked")),
        (said(employers=(bakery(),)), ("employers_without_work", "worked")),
        (worked(bakery(name="  ")), ("employer_unnamed", "employers.0.name")),
        (worked(bakery(name="a" * 81)), ("name_too_long", "employers.0.name")),
        (worked(bakery(name="a\x00b")), ("name_unreadable", "employers.0.name")),
        (worked(bakery(name="a\nb")), ("name_unreadable", "employers.0.name")),
        (worked(bakery(name="a\udc80")), ("name_unreadable", "employers.0.name")),
        (worked(bakery(minutes=0, gross_cents=0)), ("time_and_pay_missing", "employers.0.minutes")),
        (worked(bakery(minutes=-1)), ("negative_time", "employers.0.minutes")),
        (worked(bakery(minutes=24 * 60 * 30 + 1)), ("too_many_hours", "employers.0.minutes")),
        (worked(bakery(gross_cents=-1)), ("negative_pay", "employers.0.gross_cents")),
        (worked(bakery(gross_cents=10_000_000)), ("pay_too_high", "employers.0.gross_cents")),
        (worked(bakery(minutes=24 * 60 * 20), bakery(minutes=24 * 60 * 20)), ("too_many_hours", "worked")),
        (worked(*[bakery()] * (rules.MOST_EMPLOYERS + 1)), ("too_many_employers", "employers")),
        (said(sick_leave=True), ("span_missing", "sick_leave")),
        (said(spans=(("sick_leave", Days(on(3))),)), ("span_without_yes", "sick_leave")),
        (said(spans=(("holiday", Days(on(3))),)), ("span_unknown", "spans.0")),
        (said(sick_leave=True, spans=(("sick_leave", Days(on(9), on(8))),)), ("span_backwards", "spans.0.ends_on")),
        (
            said(training=True, spans=(("training", Days(date(2026, 12, 1))),)),
            ("span_outside_month", "spans.0.starts_on"),
        ),
        (
            said(training=True, spans=(("training", Days(date(2026, 10, 1), date(2026, 10, 31))),)),
            ("span_outside_month", "spans.0.starts_on"),
        ),
        (said(pension=True, spans=(("pension", Days(date(26, 11, 1))),)), ("span_too_old", "spans.0.starts_on")),
        (
            said(sick_leave=True, spans=(("sick_leave", Days(on(3))),) * (rules.MOST_SPANS + 1)),
            ("too_many_spans", "spans"),
        ),
    ],
)
def test_what_cannot_be(answers, problem):
    assert problems(answers) == [problem]


def test_a_leave_that_began_before_and_goes_on_after_is_given_as_it_is():
    answers = said(maternity=True, spans=(("maternity", Days(date(2026, 9, 14))),))
    assert problems(answers) == []
    assert rules.totals(answers, NOVEMBER).non_payable_days == 30


MINIMUM = minimum_wage.hourly_cents(FIRST)


@pytest.mark.parametrize(
    ("answers", "surprise"),
    [
        (worked(bakery(gross_cents=0)), ("hours_without_pay", "employers.0.gross_cents")),
        (worked(bakery(minutes=0)), ("pay_without_hours", "employers.0.minutes")),
        (worked(bakery(minutes=60, gross_cents=MINIMUM - 1)), ("pay_under_minimum", "employers.0.gross_cents")),
        (worked(bakery(minutes=60, gross_cents=MINIMUM)), None),
        (worked(bakery(minutes=60, gross_cents=MINIMUM * 10)), None),
        (worked(bakery(minutes=60, gross_cents=MINIMUM * 10 + 1)), ("pay_very_high", "employers.0.gross_cents")),
        (
            worked(bakery(), sick_leave=True, spans=(("sick_leave", Days(FIRST, LAST)),)),
            ("worked_while_sick", "worked"),
        ),
        (worked(bakery(), sick_leave=True, spans=(("sick_leave", Days(FIRST, on(29))),)), None),
    ],
)
def test_what_is_surprising(answers, surprise):
    assert problems(answers) == []
    assert surprises(answers) == ([surprise] if surprise else [])


def test_an_employer_who_vanished_without_an_end_is_asked_about():
    before = worked(bakery(), bakery(name="Mairie de Lille", ended=True))
    assert surprises(said(), before) == [("employer_vanished", "employers.boulangerie abel")]
    assert surprises(worked(bakery(name="boulangerie  ABEL")), before) == []


def test_each_surprise_is_confirmed_by_itself():
    found = rules.surprises(worked(bakery(gross_cents=0), bakery(name="Mairie", gross_cents=0)), None, NOVEMBER)
    assert len({each.key for each in found}) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_finding_has_a_sentence_with_nothing_left_to_fill(language):
    facts = {
        "month": NOVEMBER, "most": 50, "employer": "Abel", "minutes": 90, "most_minutes": 43_200,
        "pay_cents": 12_345, "hourly_cents": 900, "minimum_cents": 1231,
    }  # fmt: skip
    with translation.override(language):
        for code in findings.SENTENCES:
            sentence = findings.Finding(code, "worked", facts).sentence
            assert sentence
            assert "%(" not in sentence


def test_a_sentence_names_the_month_the_employer_and_the_figures():
    [finding] = rules.surprises(worked(bakery(minutes=150, gross_cents=0)), None, NOVEMBER)
    assert (
        finding.sentence
        == "Vous avez travaillé 2\u00a0h\u00a030 chez Boulangerie Abel, sans salaire. Est-ce bien cela\u00a0?"
    )
    [problem] = rules.problems(said(worked=True), NOVEMBER)
    assert "novembre 2026" in problem.sentence


def test_totals_of_a_month():
    answers = worked(
        bakery(), bakery(name="Mairie", minutes=90, gross_cents=1_234),
        training=True, sick_leave=True,
        spans=(
            ("training", Days(on(2), on(6))),
            ("sick_leave", Days(on(10), on(12))),
            ("sick_leave", Days(on(12), on(14))),
        ),
        **ENDING,
    )  # fmt: skip
    assert rules.totals(answers, NOVEMBER) == rules.Totals(
        gross_pay_cents=61_234, minutes_worked=2_490, non_payable_days=5 + 10, in_training=True,
        still_looking=False, ends_on=on(20), end_reason="found_work",
    )  # fmt: skip


def test_the_31st_counts_as_a_calendar_day():
    """Thirty-one days of leave in a month that is paid on a base of thirty: whoever pays brings the two together."""
    october = Month(2026, 10)
    answers = said(sick_leave=True, spans=(("sick_leave", Days(october.first)),))
    assert rules.totals(answers, october).non_payable_days == 31


def test_training_and_pension_leave_the_days_payable():
    answers = said(training=True, pension=True, spans=(("training", Days(FIRST)), ("pension", Days(FIRST))))
    assert rules.totals(answers, NOVEMBER).non_payable_days == 0


months = st.builds(Month, st.integers(2019, 2030), st.integers(1, 12))
kinds = st.sampled_from(rules.SPAN_KINDS)


@st.composite
def a_month_and_its_spans(draw):
    month = draw(months)
    spans = []
    for kind in draw(st.lists(kinds, max_size=8)):
        start = month.first + timedelta(days=draw(st.integers(-40, 40)))
        length = draw(st.none() | st.integers(0, 60))
        spans.append((kind, Days(start, None if length is None else start + timedelta(days=length))))
    ends_on = draw(st.none() | st.dates(month.first, month.last))
    return month, said(spans=tuple(spans), still_looking=ends_on is None, ends_on=ends_on)


@given(a_month_and_its_spans())
def test_each_day_is_counted_once_whatever_overlaps(case):
    month, answers = case

    def not_paid(day: date) -> bool:
        under_leave = any(
            kind in ("sick_leave", "maternity", "paternity") and days.starts_on <= day <= (days.ends_on or day)
            for kind, days in answers.spans
        )
        return under_leave or (answers.ends_on is not None and day > answers.ends_on)

    counted = rules.totals(answers, month).non_payable_days
    assert counted == sum(map(not_paid, month))
    assert counted <= month.days
    twice = replace(answers, spans=answers.spans * 2)
    assert rules.totals(twice, month).non_payable_days == counted


@given(a_month_and_its_spans(), st.randoms(use_true_random=False))
def test_the_same_answers_in_another_order_are_the_same_declaration(case, chance):
    _month, answers = case
    shuffled = list(answers.spans)
    chance.shuffle(shuffled)
    assert rules.tidy(answers).sha256() == rules.tidy(replace(answers, spans=tuple(shuffled))).sha256()


def test_tidy_keeps_the_order_of_employers_and_drops_stray_spaces():
    tidied = rules.tidy(worked(bakery(name=" Zoé  & fils "), bakery(name="Abel")))
    assert [employer.name for employer in tidied.employers] == ["Zoé & fils", "Abel"]


def test_the_words_of_the_rules_are_those_of_the_rows():
    assert set(rules.SPAN_KINDS) == set(SpanKind.values)
    assert set(rules.END_REASONS) == set(CeaseReason.values) - {CeaseReason.NOT_DECLARED}
    assert EmployerLine._meta.get_field("name").max_length == rules.LONGEST_NAME


def test_the_minimum_wage_is_the_one_that_benefits_are_paid_by():
    for month in Month(2018, 1).through(Month(2026, 12)):
        assert minimum_wage.hourly_cents(month.first) == figures_on(month.first).smic_hourly


def test_unanswered_is_not_no():
    assert rules.problems(Answers(), NOVEMBER)
    assert len(rules.problems(Answers(), NOVEMBER)) == len(QUESTIONS) + 1
