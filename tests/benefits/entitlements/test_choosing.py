"""Two rights side by side: what the law lets choose, chosen once, and the work of a right given up stays used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from benefits.entitlements import services
from benefits.entitlements.models import Claim, Decision, Entitlement, Outcome, State
from benefits.entitlements.services import choosing
from benefits.rules.figures import figures_on
from benefits.rules.option import Worth, may_choose
from portal import clock
from portal.audit.models import Entry
from tests.benefits.entitlements.claims import BAKERY, NOW, TODAY, benefit_advisor, certificate, claimed, examined
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=21)


def taken_up(*, daily: int = 2_500, days: int = 250, **facts: object) -> Claim:
    """An old right of 25 euros a day goes on; the work since would open 453 days of 39.98 euros."""
    certificate()
    claim = claimed()
    EntitlementFactory(
        seeker=claim.seeker, opened_on=date(2025, 1, 6), first_payable_on=date(2025, 1, 20), days_total=days + 150,
        contract_ended_on=date(2024, 12, 31), daily_cents=daily, reduced_daily_cents=daily, sjr_cents=4_000,
        state="suspended", days_left=days, paid_days=150, **facts,
    )  # fmt: skip
    return examined(claim)


@pytest.mark.parametrize(
    ("left", "new", "days", "hours", "may"),
    [
        (Worth(3_000, 100), Worth(3_900, 100), 130, 0, True),
        (Worth(3_000, 100), Worth(3_899, 100), 130, 0, False),
        (Worth(2_000, 500), Worth(2_100, 100), 130, 0, True),
        (Worth(2_001, 500), Worth(2_100, 100), 130, 0, False),
        (Worth(3_000, 100), Worth(3_900, 100), 129, 909, False),
        (Worth(3_000, 100), Worth(3_900, 100), 129, 910, True),
        (Worth(3_000, 100), Worth(0, 0), 130, 0, False),
    ],
)
def test_the_law_lets_choose_after_six_months_of_work_for_30_percent_more_or_from_20_euros(
    left: Worth, new: Worth, days: int, hours: int, may: bool
) -> None:
    assert may_choose(left, new, days, hours * 60, figures_on(TODAY)) is may


def test_both_rights_are_kept_side_by_side_in_the_decision_and_on_the_page() -> None:
    claim = taken_up()
    decision = Decision.objects.get()
    assert (decision.outcome, decision.lines[-1][0]) == (Outcome.RESUMED, "option_open")
    option, until = services.open_option(claim, TODAY)
    assert (option.left.total_cents, option.new.daily_cents, option.new.days) == (250 * 2_500, 3_998, 453)
    assert until == TODAY + timedelta(days=21)
    browser = signed_in(claim.person)
    assert (
        "Comparer les deux droits"
        in browser.get(reverse("entitlements:claim", args=[claim.public_id])).content.decode()
    )
    page = browser.get(reverse("entitlements:choose", args=[claim.public_id])).content.decode()
    for words in ("6", "453", "39,98", "25,00", "définitif"):
        assert words in page


def test_the_new_right_is_opened_and_the_old_one_given_up_for_ever() -> None:
    claim = taken_up()
    before = Entitlement.objects.get()
    promised, _until = services.open_option(claim, TODAY)
    browser = signed_in(claim.person)
    choose = reverse("entitlements:choose", args=[claim.public_id])
    assert browser.post(choose, {}).status_code == 422
    assert Entitlement.objects.count() == 1
    assert browser.post(choose, {"understood": "on"}).status_code == 302
    before.refresh_from_db()
    right = Entitlement.objects.get(state=State.OPEN)
    assert (before.state, before.days_left) == (State.CLOSED, 250)
    assert (right.daily_cents, right.days_left, right.contract_ended_on) == (3_998, 453, BAKERY.ends_on)
    assert right.first_payable_on == date(2026, 9, 21) == promised.new.payable_on
    second = Decision.objects.get(number=2)
    assert (second.outcome, second.entitlement, second.lines[0][0]) == (Outcome.GRANTED, right, "reference_period")
    assert Entry.objects.get(action="claims.new_right_chosen").actor == claim.person
    assert browser.get(choose).status_code == 404
    with pytest.raises(services.NothingToChoose):
        services.choose_new_right(claim=claim, actor=claim.person, now=NOW)


def test_computed_again_before_and_after_the_choice_nothing_moves() -> None:
    claim = taken_up()
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == services.Recomputed.SAME
    services.choose_new_right(claim=claim, actor=claim.person, now=NOW)
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == services.Recomputed.SAME


def test_the_work_of_a_right_given_up_is_not_counted_again() -> None:
    """The sabotage: the right before, forgotten once closed, would give its work a second time."""
    claim = taken_up()
    services.choose_new_right(claim=claim, actor=claim.person, now=NOW)
    used = services.examine_claim(claim=claim, today=TODAY).previous
    assert used is not None
    assert used.state == State.CLOSED


def test_it_is_too_late_after_21_days_and_nobody_else_chooses() -> None:
    claim = taken_up()
    with pytest.raises(services.NothingToChoose):
        services.choose_new_right(claim=claim, actor=claim.person, now=LATER + timedelta(days=1))
    for nobody in (UserFactory(), None):
        with pytest.raises(services.NothingToChoose):
            services.choose_new_right(claim=claim, actor=nobody, now=NOW)
    services.choose_new_right(claim=claim, actor=benefit_advisor(), now=LATER)
    assert Entitlement.objects.get(state=State.OPEN).daily_cents == 3_998


def test_a_right_worth_nearly_as_much_is_told_and_cannot_be_chosen() -> None:
    claim = taken_up(daily=3_900, days=400)
    assert services.open_option(claim, TODAY) is None
    assert Decision.objects.get().lines[-1][0] == "option_closed"
    assert signed_in(claim.person).get(reverse("entitlements:choose", args=[claim.public_id])).status_code == 404


def test_the_home_offers_the_choice_while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = taken_up()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert "Choisir entre deux droits" in signed_in(claim.person).get(reverse("home")).content.decode()
    assert choosing.choice_until(Decision.objects.get()) == date(2026, 10, 5)
