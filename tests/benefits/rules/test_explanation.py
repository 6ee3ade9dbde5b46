from __future__ import annotations

import json

import pytest
from hypothesis import given

from benefits.rules import pricing
from benefits.rules.explanation import CENTS, DAYS, explain, percent, sentences
from benefits.rules.pricing import ARE, MonthFacts, price_month
from benefits.rules.wording import WORDING
from portal.money import euros
from tests.benefits.rules.facts import FIGURES, months

SPACE = "\u00a0"


def told(facts: MonthFacts) -> list[str]:
    return sentences(explain(facts, price_month(facts, FIGURES), FIGURES))


def test_a_month_with_a_pay_is_told_from_the_days_to_the_net() -> None:
    facts = MonthFacts(ARE, 5700, 30, days_left=400, gross_pay=210_000, sjr=10_000, csg_rate=620, minimum=3213)
    assert [sentence.replace(SPACE, " ") for sentence in told(facts)] == [
        "Votre mois compte 30 jours.",
        "Sans travail, vous auriez reçu 30 × 57,00 € = 1 710,00 € brut.",
        "Nous retenons 70 % de votre salaire brut de 2 100,00 €, soit 1 470,00 €.",
        "Il reste 4 jours à payer : (1 710,00 € − 1 470,00 €) divisé par 57,00 €, arrondi.",
        "Jours payés : 4 × 57,00 € = 228,00 € brut.",
        "Retraite complémentaire : 3,00 € par jour × 4 = 12,00 €.",
        "Vous ne payez pas de CSG ni de CRDS.",
        "Vous recevez 228,00 € − 12,00 € = 216,00 €.",
        "26 jours sont reportés, pas perdus : ils vous seront payés plus tard si vous en avez besoin.",
        "Après ce mois, il vous reste 396 jours de droits.",
    ]


def test_one_day_is_told_in_the_singular_and_the_end_of_the_right_is_said() -> None:
    facts = MonthFacts(ARE, 5700, 30, non_payable_days=1, days_left=29, sjr=10_000, minimum=3213)
    sentences_told = told(facts)
    assert "1 jour ne peut pas être payé : il en reste 29 sur 30." in sentences_told
    assert sentences_told[-1] == "Vos droits sont terminés : il ne reste plus de jour à payer."


def test_sentences_go_through_the_translation_before_the_figures_are_set_in() -> None:
    facts = MonthFacts(ARE, 5700, 30, sjr=10_000, minimum=3213)
    lines = explain(facts, price_month(facts, FIGURES), FIGURES)
    assert sentences(lines, lambda message: "%(result)s, says the law.")[0] == "30, says the law."


@given(months)
def test_every_line_has_its_words_its_source_and_whole_numbers(facts: MonthFacts) -> None:
    lines = explain(facts, price_month(facts, FIGURES), FIGURES)
    assert all(line.source and line.unit in (DAYS, CENTS) for line in lines)
    assert all(isinstance(number, int) for line in lines for number in (line.result, *line.inputs.values()))
    assert "%(" not in " ".join(sentences(lines))
    assert json.loads(json.dumps(lines)) == [list(line) for line in lines]


@given(months)
def test_the_lines_end_on_the_net_and_tell_each_postponed_day(facts: MonthFacts) -> None:
    result = price_month(facts, FIGURES)
    lines = {line.rule: line for line in explain(facts, result, FIGURES)}
    assert (lines.get("net") or lines["net_whole"]).result == result.net
    assert ("postponed" in lines) == (result.postponed_days > 0)
    if facts.scheme == ARE and result.gross:
        paid = [lines[rule].result for rule in ("days_at_full_rate", "days_at_reduced_rate") if rule in lines]
        assert sum(paid) == result.gross


@pytest.mark.parametrize("rule", sorted(WORDING))
def test_the_singular_and_the_plural_hold_the_same_figures(rule: str) -> None:
    one, many = ({part.split(")")[0] for part in message.split("%(")[1:]} for message in WORDING[rule])
    assert one == many


def test_rates_are_written_as_in_french() -> None:
    assert [percent(rate) for rate in (620, 7000, 50, 9825)] == [
        f"6,2{SPACE}%",
        f"70{SPACE}%",
        f"0,5{SPACE}%",
        f"98,25{SPACE}%",
    ]


def test_figures_in_sentences_are_the_figures_of_the_result() -> None:
    facts = MonthFacts(pricing.ASS, 1948, 30, days_left=180, ceiling_left=36_360)
    assert f"vous recevez {euros(36_360)}" in " ".join(told(facts))
