"""Rights worked out to the cent and to the day, and the day each rule begins to hold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from benefits.rules.affiliation import Refusal
from benefits.rules.career import Career, EndReason, Job, Pause
from benefits.rules.explanation import sentences
from benefits.rules.figures import UnknownFigures, figures_on
from benefits.rules.pricing import SLICE
from benefits.rules.rights import as_facts, explain_rights, figures_of, find_all_rights, find_rights, rights_of
from tests.benefits.rules.careers import NO_JOB, column

EURO = 100
HOUR = 60
SPACE = "\u00a0"


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def job(starts: str, ends: str, euros: int = 20_000, hours: int = 0, **more: int) -> Job:
    return Job(on(starts), on(ends), euros * EURO, hours * HOUR, **more)


def career(*jobs: Job, born: str = "1986-01-01", registered: str | None = None, **more) -> Career:
    """Someone dismissed, registered the day after their last job."""
    last = max(job.ends for job in jobs)
    facts = {"end_reason": EndReason.DISMISSAL, "pauses": (), **more}
    return Career(jobs=jobs, born=on(born), registered=on(registered) if registered else last + 1, **facts)


TWO_YEARS = job("2024-11-01", "2026-10-31", 48_000, 3_640)


def told(person: Career) -> list[str]:
    lines = explain_rights(person, rights_of(person), figures_of(person))
    return [sentence.replace(SPACE, " ") for sentence in sentences(lines)]


def test_two_years_of_one_job_are_worked_out_from_the_pay_to_the_first_day_paid() -> None:
    rights = rights_of(career(TWO_YEARS._replace(holiday_indemnity=100_000, supra_legal=1_500_000)))
    assert (rights.eligible, rights.reference_months, rights.worked_days, rights.counted_days) == (1, 24, 523, 730)
    assert (rights.sjr, rights.daily, rights.days, rights.part_time) == (6_575, 3_974, 548, 10_000)
    assert (rights.specific_deferral, rights.holiday_deferral, rights.waiting_days) == (134, 15, 7)
    assert as_facts(rights)["first_payable"] == "2027-04-06"


def test_two_jobs_with_an_interruption_are_told_in_plain_french() -> None:
    first = job("2024-11-01", "2025-12-31", 28_000, 2_123)
    second = job("2026-02-01", "2026-10-31", 18_000, 1_365, holiday_indemnity=64_600, supra_legal=500_000)
    leave = Pause(on("2025-03-01"), on("2025-03-20"))
    person = career(first, second, pauses=(leave,), end_reason=EndReason.AGREED_TERMINATION)
    assert told(person) == [
        "Nous regardons les 24 mois qui précèdent la fin de votre contrat : du 1er novembre 2024 au 31 octobre 2026.",
        "Vous avez travaillé 502 jours, 5 par semaine au plus. Il en faut 130.",
        "Vos salaires bruts de cette période : 46 000,00 €, sans les indemnités de fin de contrat.",
        "20 jours d’arrêt, de congé ou de formation ne comptent pas : ils ne baissent pas votre droit.",
        "Vous aviez un emploi pendant 679 jours. Les 31 jours entre deux emplois comptent aussi : 710 jours en tout.",
        "Votre salaire de référence : 46 000,00 € divisés par 710 jours = 64,79 € par jour.",
        "Votre allocation par jour : 40,4 % de 64,79 €, plus 13,18 € = 39,36 € brut.",
        "Durée : 710 jours × 75 % = 533 jours, arrondis au-dessus.",
        "Après une rupture conventionnelle, à 40 ans, un droit ne peut pas dépasser 456 jours : c’est la durée du vôtre, "
        "au lieu de 533.",
        "Vous avez reçu 5 000,00 € de plus que la loi ne prévoit à la fin du contrat. Divisés par 111,80 € : "
        "44 jours à attendre.",
        "Vos congés payés non pris, 646,00 €, divisés par 64,79 € : 9 jours à attendre.",
        "Délai d’attente, le même pour tous : 7 jours.",
        "Contrat fini le 31 octobre 2026, inscription le 1er novembre 2026 : votre premier jour payé est le "
        "31 décembre 2026.",
    ]


def test_each_refusal_says_why_and_what_is_possible() -> None:
    short = job("2026-08-03", "2026-10-30")
    assert told(career(short))[-2] == "Vous avez travaillé 65 jours, 5 par semaine au plus. Il en faut 130."
    assert told(career(short._replace(minutes=455 * HOUR)))[-2:] == [
        "Vous avez travaillé 65 jours et 455 heures. Il faut 130 jours ou 910 heures.",
        "Il vous manque 65 jours de travail sur 130 pour ouvrir un droit.",
    ]
    assert told(career(TWO_YEARS, registered="2027-11-01"))[-1] == (
        "Votre inscription date du 1er novembre 2027. Il fallait la faire au plus tard le 31 octobre 2027, 12 mois après la "
        "fin du contrat."
    )
    assert rights_of(career(TWO_YEARS, registered="2027-10-31")).eligible == 1
    resigned = career(TWO_YEARS, end_reason=EndReason.RESIGNATION)
    assert as_facts(rights_of(resigned))["examined_again_on"] == "2027-03-02"
    assert "à partir du 2 mars 2027" in told(resigned)[-1]
    assert "un conseiller doit le vérifier" in told(career(TWO_YEARS, end_reason=EndReason.OTHER))[-1]
    assert "Il nous manque vos salaires" in told(career(TWO_YEARS._replace(gross=0)))[-1]
    nothing = Career((), (), on("1986-01-01"), on("2026-11-01"), EndReason.STILL_WORKING)
    assert rights_of(nothing).refusal == Refusal.NO_JOB_LOST
    assert "Nous ne voyons pas d’emploi terminé" in told(nothing)[-1]
    assert "saisonniers" not in " ".join(told(nothing))


@pytest.mark.parametrize(
    ("ends", "worked", "first_time", "seasonal", "eligible"),
    [
        ("2026-03-31", 108, 1, 0, 0),
        ("2026-04-01", 108, 1, 0, 1),
        ("2026-04-01", 107, 1, 0, 0),
        ("2025-03-31", 108, 0, 1, 0),
        ("2025-04-01", 108, 0, 1, 1),
        ("2019-10-31", 88, 0, 0, 1),
        ("2019-11-01", 88, 0, 0, 0),
        ("2020-08-01", 88, 0, 0, 1),
        ("2021-11-30", 88, 0, 0, 1),
        ("2021-12-01", 88, 0, 0, 0),
        ("2026-11-20", 129, 0, 0, 0),
        ("2026-11-20", 130, 0, 0, 1),
    ],
)
def test_the_work_needed_follows_the_end_of_the_contract(
    ends: str, worked: int, first_time: int, seasonal: int, eligible: int
) -> None:
    """A job of exactly ``worked`` days at five a week."""
    starts = on(ends)
    while rights_of(career(Job(starts, on(ends), 900_000, HOUR, seasonal))).worked_days < worked:
        starts -= 1
    rights = rights_of(career(Job(starts, on(ends), 900_000, HOUR, seasonal), first_time=first_time))
    assert (rights.worked_days, rights.eligible) == (worked, eligible)


def test_hours_open_a_right_when_days_do_not() -> None:
    weekends = tuple(job_of_days(on("2026-01-03") + 7 * week, 2, 20 * HOUR) for week in range(44))
    assert rights_of(career(*weekends)).worked_days == 88
    assert rights_of(career(*weekends)).worked_minutes == 880 * HOUR
    assert rights_of(career(*weekends)).refusal == Refusal.NOT_ENOUGH_WORK
    more = (*weekends, job_of_days(on("2026-11-07"), 2, 30 * HOUR))
    assert rights_of(career(*more)).eligible == 1
    assert "les heures suffisent" in told(career(*more))[1]


def job_of_days(starts: int, days: int, minutes: int) -> Job:
    return Job(starts, starts + days - 1, 30_000, minutes)


def test_a_seasonal_right_lasts_five_months_at_least_unless_one_contract_is_not_seasonal() -> None:
    summer = job("2026-05-01", "2026-09-30", 9_000, seasonal=1)
    assert (rights_of(career(summer)).eligible, rights_of(career(summer)).days) == (1, 152)
    with_other = career(summer, job("2026-01-01", "2026-01-02", 200))
    assert rights_of(with_other).refusal == Refusal.NOT_ENOUGH_WORK


@pytest.mark.parametrize(
    ("born", "ends", "months", "days"),
    [
        ("1970-04-02", "2025-04-01", 24, 548),
        ("1970-04-01", "2025-04-01", 36, 685),
        ("1968-04-02", "2025-04-01", 36, 685),
        ("1968-04-01", "2025-04-01", 36, 822),
        ("1972-03-31", "2025-03-31", 36, 685),
        ("1970-03-31", "2025-03-31", 36, 822),
        ("1972-04-01", "2025-03-31", 24, 548),
    ],
)
def test_ages_count_at_the_end_of_the_contract_and_changed_in_april_2025(
    born: str, ends: str, months: int, days: int
) -> None:
    rights = rights_of(career(job("2015-01-01", ends, 90_000), born=born))
    assert (rights.reference_months, rights.days) == (months, days)


def test_an_agreed_termination_has_its_own_maximum_since_september_2026_but_not_overseas() -> None:
    def rights(ends: str, born: str, overseas: int = 0):
        agreed = {"end_reason": EndReason.AGREED_TERMINATION, "overseas": overseas}
        return rights_of(career(job("2015-01-01", ends, 90_000), born=born, **agreed))

    assert rights("2026-08-31", "1986-01-01").days == 548
    assert (rights("2026-09-01", "1986-01-01").days, rights("2026-09-01", "1986-01-01").extension_days) == (456, 0)
    assert (rights("2026-09-01", "1971-01-01").days, rights("2026-09-01", "1971-01-01").extension_days) == (624, 61)
    assert (rights("2026-09-01", "1969-01-01").days, rights("2026-09-01", "1969-01-01").extension_days) == (624, 198)
    assert rights("2026-09-01", "1986-01-01", overseas=1).days == 730


def test_idle_days_count_up_to_seventy_percent_of_the_days_with_a_job() -> None:
    jobs = (job("2025-02-03", "2025-05-13", 6_000), job("2026-07-24", "2026-10-31", 6_000))
    rights = rights_of(career(*jobs))
    assert (rights.employment_days, rights.idle_days, rights.idle_days_counted) == (200, 436, 140)
    assert (rights.counted_days, rights.sjr, rights.days) == (340, 3_529, 255)
    before = tuple(each._replace(starts=each.starts - 730, ends=each.ends - 730) for each in jobs)
    assert rights_of(career(*before)).idle_days_counted == 150


def test_days_without_a_job_while_the_country_was_closed_do_not_count() -> None:
    jobs = (job("2020-02-01", "2020-02-29", 2_000), job("2021-07-01", "2022-01-31", 14_000))
    rights = rights_of(career(*jobs))
    assert (rights.employment_days, rights.idle_days) == (29 + 215, 152 - 1)
    before = tuple(each._replace(starts=each.starts + 4 * 365, ends=each.ends + 4 * 365) for each in jobs)
    assert rights_of(career(*before)).idle_days == 487
    assert any("336 jours sans emploi pendant la crise" in sentence for sentence in told(career(*jobs)))
    assert not any("crise" in sentence for sentence in told(career(*before)))
    working = rights_of(career(*jobs, job("2020-04-01", "2020-04-30", 2_000)))
    assert (working.employment_days, working.idle_days) == (29 + 215 + 30, 151)


def test_days_of_two_jobs_at_once_count_once_and_their_pays_add() -> None:
    alone = rights_of(career(TWO_YEARS))
    both = rights_of(career(TWO_YEARS, job("2025-06-01", "2026-10-31", 8_000, 700)))
    assert (both.worked_days, both.counted_days) == (alone.worked_days, alone.counted_days)
    assert both.reference_pay == alone.reference_pay + 8_000 * EURO


def test_pay_counts_within_four_ceilings_a_month_each_at_the_figure_of_its_year() -> None:
    rich = rights_of(career(job("2025-11-01", "2026-10-31", 500_000)))
    assert rich.reference_pay == 4 * (2 * 392_500 + 10 * 400_500)
    year = rights_of(career(job("2026-01-01", "2026-12-31", 12 * 25_000)))
    assert (year.reference_pay, year.sjr, year.daily) == (12 * 1_602_000, 52_668, 30_021)
    twice = rights_of(career(job("2026-01-01", "2026-12-31", 150_000), job("2026-01-01", "2026-12-31", 150_000)))
    assert twice.reference_pay == year.reference_pay


def test_before_october_2021_worked_days_are_multiplied_and_the_pay_is_that_of_a_year() -> None:
    person = career(job("2018-07-01", "2020-06-30", 48_000, 3_640))
    rights = rights_of(person)
    last_year = rights_of(career(job("2019-07-01", "2020-06-30", 24_000, 1_820))).worked_days
    assert rights.counted_days == -(-rights.worked_days * 14 // 10)
    assert rights.sjr == round(rights.reference_pay * 10 / (last_year * 14))
    assert abs(rights.reference_pay - 24_000 * EURO) < 40 * EURO
    assert rights.days == min(rights.counted_days, 730)
    assert any("jours de calendrier" in sentence for sentence in told(person))


def test_a_short_sick_leave_counts_like_any_day_a_longer_one_and_a_maternity_do_not() -> None:
    def neutral(days: int, sick: int) -> int:
        starts = on("2025-03-01")
        pause = Pause(starts, starts + days - 1, sick)
        return rights_of(career(TWO_YEARS, pauses=(pause,))).neutral_days

    assert (neutral(15, 1), neutral(16, 1), neutral(5, 0)) == (0, 16, 5)


def test_part_time_reduces_the_fixed_part_and_a_job_without_hours_is_full_time() -> None:
    half = rights_of(career(TWO_YEARS._replace(minutes=1_820 * HOUR)))
    assert (half.part_time, half.daily) == (5_000, 3_748)
    assert "50 % d’un temps plein" in " ".join(told(career(TWO_YEARS._replace(minutes=1_820 * HOUR))))
    untold = career(TWO_YEARS._replace(minutes=0))
    assert rights_of(untold).part_time == 10_000


def test_a_high_allowance_is_reduced_after_182_days_under_55() -> None:
    rich = job("2024-11-01", "2026-10-31", 6_000 * 24)
    young, old = rights_of(career(rich)), rights_of(career(rich, born="1970-01-01"))
    assert (young.daily, young.reduced_daily, young.full_rate_days) == (11_244, 9_257, 182)
    assert old.reduced_daily == old.daily
    assert "Après 182 jours payés, votre allocation passe à 92,57 € brut par jour." in told(career(rich))


@pytest.mark.parametrize(
    ("ends", "registered", "sjr", "daily"),
    [
        ("2025-05-31", "2025-06-01", 6_575, 3_967),  # first day paid 8 June: fixed part 13.11
        ("2025-06-23", "2025-06-23", 6_575, 3_974),  # first day paid 1 July: fixed part 13.18
        ("2025-01-01", "2025-06-30", 6_575, 3_974),  # registered before the revaluation, paid after
        ("2025-01-01", "2025-07-01", 6_608, 3_988),  # raised by 0.5 %
        ("2025-01-02", "2025-07-01", 6_575, 3_974),  # the pay is not six months old
        ("2022-12-31", "2023-08-01", 6_700, 4_002),  # raised by 1.9 % in July; in April it was not six months old
        ("2022-10-01", "2023-08-01", 6_827, 4_053),  # raised twice
    ],
)
def test_amounts_follow_the_first_day_paid_and_an_old_pay_is_raised(
    ends: str, registered: str, sjr: int, daily: int
) -> None:
    starts = date.fromordinal(on(ends) - 729).isoformat()
    rights = rights_of(career(job(starts, ends, 48_000), registered=registered))
    assert (rights.sjr, rights.daily) == (sjr, daily)
    assert ("Il a augmenté" in " ".join(told(career(job(starts, ends, 48_000), registered=registered)))) == (
        sjr > 6_575
    )


@pytest.mark.parametrize(("year", "days"), [(2018, 53), (2019, 52), (2022, 52), (2024, 46), (2026, 44)])
def test_the_divisor_of_the_specific_deferral_follows_the_year(year: int, days: int) -> None:
    paid_more = Job(on(f"{year - 1}-01-01"), on(f"{year}-06-30"), 2_000_000, 0, supra_legal=500_000)
    assert rights_of(career(paid_more)).specific_deferral == days


def test_deferrals_are_capped_and_forget_contracts_that_ended_half_a_year_before() -> None:
    huge = TWO_YEARS._replace(supra_legal=9_000_000, holiday_indemnity=9_000_000)
    capped = rights_of(career(huge))
    assert (capped.specific_deferral, capped.holiday_deferral) == (150, 30)
    assert rights_of(career(huge, end_reason=EndReason.ECONOMIC_DISMISSAL)).specific_deferral == 75
    assert rights_of(career(huge, economic=1)).specific_deferral == 75
    last = job("2026-10-31", "2026-10-31", 100)
    kept = huge._replace(ends=last.ends - 181)
    assert rights_of(career(kept, last)).specific_deferral == 150
    assert rights_of(career(kept._replace(ends=last.ends - 182), last)).specific_deferral == 0


def test_the_waiting_time_starts_after_the_deferrals_and_the_registration_and_not_twice_in_a_year() -> None:
    holiday = TWO_YEARS._replace(holiday_indemnity=65_750)
    assert as_facts(rights_of(career(holiday, registered="2026-11-01")))["first_payable"] == "2026-11-18"
    assert as_facts(rights_of(career(holiday, registered="2026-12-01")))["first_payable"] == "2026-12-08"
    lately = career(holiday, waited_until=on("2025-11-11"))
    assert (rights_of(lately).waiting_days, as_facts(rights_of(lately))["first_payable"]) == (0, "2026-11-11")
    assert "il vous a déjà été appliqué dans les 12 derniers mois" in " ".join(told(lately))
    assert rights_of(career(holiday, waited_until=on("2025-11-10"))).waiting_days == 7


def test_the_law_is_not_guessed_before_october_2017_nor_after_the_last_figures() -> None:
    with pytest.raises(UnknownFigures, match="ended before 2017-10-01"):
        rights_of(career(job("2016-01-01", "2017-09-30")))
    with pytest.raises(UnknownFigures, match="2029-01-01 is too late"):
        rights_of(career(job("2028-01-01", "2029-01-01")))
    years = Job(column([on("2026-01-01"), on("2028-01-01")]), column([on("2026-06-30"), on("2029-01-01")]), 100, 0)
    with pytest.raises(UnknownFigures, match="by 2028-12-31"):
        find_all_rights(Career((years,), (), on("1986-01-01"), on("2029-02-01"), 1))


def test_an_array_longer_than_a_slice_keeps_everyone_in_their_place() -> None:
    count = SLICE + 5
    lengths = np.arange(count, dtype=np.int64) % 700 + 200
    ends = on("2026-10-31") - (np.arange(count, dtype=np.int64) % 900)
    one = Job(ends - lengths + 1, ends, lengths * 10_000, 0)
    many = find_all_rights(Career((one, NO_JOB), (), on("1986-01-01"), ends + 1, 1))
    for who in (0, 1, 899, SLICE - 1, SLICE, count - 1):
        alone = Career((Job(*(int(fact[who]) for fact in one[:3]), 0),), (), on("1986-01-01"), int(ends[who]) + 1, 1)
        assert tuple(int(figure[who]) for figure in many) == tuple(rights_of(alone)), who


def test_no_career_at_all_gives_no_right_at_all() -> None:
    none = column([])
    assert find_all_rights(Career((Job(none, none, none, none),), (), none, none, none)).days.tolist() == []


def test_the_figures_asked_for_decide_even_against_the_day() -> None:
    person = career(TWO_YEARS)
    assert find_rights(person, figures_on(date(2024, 1, 1))).days == 548
    assert find_rights(person, figures_on(date(2022, 12, 31))).days == 730
