"""The claim of the solidarity allowance: prepared, completed, decided, opened when the right before it ends."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from benefits.endings import services, solidarity
from benefits.endings.models import AssClaim
from benefits.endings.permissions import NotAnswerable
from benefits.endings.solidarity import Facts
from benefits.entitlements import services as entitlements
from benefits.entitlements.models import Entitlement, Scheme
from benefits.rules.figures import figures_on
from portal import clock
from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from portal.months import Month
from portal.notifications.models import Message
from tests.benefits.endings.factories import NOW, WHOLE, completed, ending, prepared, submitted
from tests.benefits.payments.factories import declared
from tests.portal.accounts.factories import UserFactory

FIGURES = figures_on(NOW.date())
CEILING = 70 * FIGURES.ass_daily


def facts(**said) -> Facts:
    whole = Facts(
        renewal=False, lives_as_couple=False, children_raised=0, worked_months=90, still_searching=True,
        stopped_cents=0, stopped_is_replaced=None, resources=(50_000,) * 12,
    )  # fmt: skip
    return whole._replace(**said)


class TestTheConditions:
    def test_what_is_missing_is_named(self):
        assert solidarity.missing(facts(), FIGURES) == []
        assert solidarity.missing(facts(lives_as_couple=None), FIGURES) == ["lives_as_couple"]
        assert solidarity.missing(facts(stopped_cents=100), FIGURES) == ["stopped_is_replaced"]
        assert solidarity.missing(facts(resources=(1,) * 11), FIGURES) == ["resources"]
        assert solidarity.missing(facts(worked_months=None), FIGURES) == ["worked_months"]
        assert solidarity.missing(facts(worked_months=None, children_raised=None, renewal=True), FIGURES) == []

    @pytest.mark.parametrize(("children", "months"), [(0, 60), (1, 48), (2, 36), (3, 24), (5, 24)])
    def test_a_child_counts_for_a_year_of_work(self, children, months):
        assert solidarity.career_needed(children, FIGURES) == months

    @pytest.mark.parametrize(
        ("said", "refused", "look"),
        [
            ({}, (), ()),
            ({"worked_months": 40}, ("career",), ()),
            ({"worked_months": 40, "children_raised": 3}, (), ()),
            ({"worked_months": 58}, (), ("career_close",)),
            ({"worked_months": 0, "renewal": True}, (), ()),
            ({"still_searching": False}, ("not_searching",), ()),
            ({"resources": (CEILING,) * 12}, ("resources",), ()),
            ({"resources": (CEILING,) * 12, "lives_as_couple": True}, (), ()),
            ({"stopped_cents": 60_000, "stopped_is_replaced": False}, (), ("stopped_income",)),
        ],
        ids=str,
    )
    def test_each_has_its_reason(self, said, refused, look):
        found = solidarity.verdict(facts(**said), FIGURES)
        assert (found.refused, found.look) == (refused, look)

    def test_less_than_a_day_is_not_paid(self):
        almost = CEILING - FIGURES.ass_daily
        assert solidarity.verdict(facts(resources=(almost,) * 12), FIGURES).monthly_cents == FIGURES.ass_daily
        assert solidarity.verdict(facts(resources=(almost + 1,) * 12), FIGURES).refused == ("resources",)

    def test_stopped_income_counts_for_nothing_or_seventy_percent(self):
        gone = facts(resources=(100_000,) * 12, stopped_cents=600_000, stopped_is_replaced=False)
        assert solidarity.verdict(gone, FIGURES).resources_cents == 50_000
        replaced = gone._replace(stopped_is_replaced=True)
        assert solidarity.verdict(replaced, FIGURES).resources_cents == 85_000

    def test_before_all_is_known_nothing_is_promised(self):
        assert solidarity.looks_possible(facts(resources=(None,) * 12), FIGURES) is None
        assert solidarity.looks_possible(facts(), FIGURES) is True
        assert solidarity.looks_possible(facts(worked_months=10), FIGURES) is False
        assert solidarity.looks_possible(facts(still_searching=False, lives_as_couple=None), FIGURES) is False

    def test_two_years_to_claim(self):
        assert solidarity.claim_until(date(2026, 11, 30), FIGURES) == date(2028, 11, 30)
        assert solidarity.claim_until(date(2028, 2, 29), FIGURES) == date(2030, 2, 28)


@pytest.mark.django_db
class TestTheClaim:
    def test_is_prepared_with_the_pay_that_was_declared(self):
        right = ending(30)
        declared(right.seeker, Month(2026, 10), gross=80_000)
        services.warn(now=NOW)
        claim = AssClaim.objects.get(entitlement=right)
        months = dict(claim.months.values_list("month", "cents"))
        assert len(months) == 12
        assert min(months) == Month(2025, 11)
        assert months[Month(2026, 10)] == 80_000
        assert months[Month(2026, 9)] is None
        assert (claim.state, claim.claim_until) == ("prepared", date(2028, 11, 30))

    def test_incomplete_says_what_is_missing_and_stays(self):
        claim = completed(worked_months=None)
        with pytest.raises(services.Incomplete) as refused:
            services.submit(claim=claim, actor=claim.person, now=NOW)
        assert refused.value.facts["missing"] == ["worked_months"]
        claim.refresh_from_db()
        assert claim.state == "prepared"

    def test_whole_and_clear_it_is_granted_at_once(self):
        claim = submitted()
        assert (claim.state, claim.decided_by, claim.monthly_resources_cents) == ("granted", None, 50_000)
        assert Message.objects.filter(user=claim.person, kind="endings.ass_granted", channel="inbox").exists()

    def test_over_the_ceiling_it_is_refused_with_its_reason_and_may_be_asked_again(self):
        claim = submitted(cents=300_000)
        assert (claim.state, claim.reasons) == ("refused", ["resources"])
        again = services.ask_again(claim=claim, actor=claim.person, now=NOW)
        assert (again.state, again.reasons) == ("prepared", [])
        with pytest.raises(services.NotPrepared):
            services.ask_again(claim=submitted(cents=300_000), actor=claim.person, now=clock.at(date(2029, 1, 1), 9))

    def test_a_point_to_check_waits_for_a_benefit_advisor(self):
        claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
        assert claim.state == "submitted"
        assert list(AssClaim.objects.to_look_at()) == [claim]
        with pytest.raises(NotAnswerable):
            services.grant(claim=claim, note="vu", actor=UserFactory(roles=(Role.ADVISOR,)), now=NOW)
        RoleGrant.objects.create(user=claim.person, role=Role.BENEFIT_ADVISOR)
        for decide in (services.grant, partial(services.refuse, reasons=["stopped_income"])):
            with pytest.raises(NotAnswerable):  # never on their own file
                decide(claim=claim, note="vu", actor=claim.person, now=NOW)
        advisor = UserFactory(roles=(Role.BENEFIT_ADVISOR,))
        with pytest.raises(services.Incomplete):
            services.refuse(claim=claim, reasons=["stopped_income"], note="vu", actor=advisor, now=NOW)
        granted = services.grant(claim=claim, note="Attestation vue", actor=advisor, now=NOW)
        assert (granted.state, granted.decided_by, granted.reasons) == ("granted", advisor, [])

    def test_sent_it_is_not_changed_any_more(self):
        claim = submitted()
        with pytest.raises(services.NotPrepared):
            completed(claim)
        with pytest.raises(services.NotPrepared):
            services.submit(claim=claim, actor=claim.person, now=NOW)

    def test_granted_it_opens_the_day_after_the_last_paid_day_once(self):
        claim = submitted()
        assert services.open_granted(now=NOW) == 0
        Entitlement.objects.filter(pk=claim.entitlement_id).update(
            state="exhausted", days_left=0, paid_days=30, exhausted_on=date(2026, 11, 30)
        )
        later = clock.at(date(2026, 12, 1), 10)
        assert services.open_granted(now=later) == 1
        assert services.open_granted(now=later) == 0
        opened = Entitlement.objects.get(seeker=claim.seeker, scheme=Scheme.ASS)
        assert (opened.opened_on, opened.days_left, opened.state) == (date(2026, 12, 1), 6 * 30, "open")
        assert opened.monthly_resources_cents == 50_000
        claim.refresh_from_db()
        assert claim.opened == opened

    def test_another_right_opened_since_is_left_alone(self):
        claim = submitted()
        Entitlement.objects.filter(pk=claim.entitlement_id).update(
            state="exhausted", days_left=0, paid_days=30, exhausted_on=date(2026, 11, 30)
        )
        ending_right = ending(200)
        Entitlement.objects.filter(pk=ending_right.pk).update(seeker=claim.seeker)
        assert services.open_granted(now=NOW) == 0

    def test_after_two_years_it_is_too_late(self):
        claim = prepared()
        assert services.expire(now=NOW) == 0
        late = clock.at(claim.claim_until + timedelta(days=1), 9)
        with pytest.raises(services.NotPrepared):
            services.submit(claim=completed(claim), actor=claim.person, now=late)
        assert services.expire(now=late) == 1
        claim.refresh_from_db()
        assert claim.state == "expired"

    def test_the_last_day_follows_an_end_that_moves(self):
        claim = prepared(30)
        entitlements.extend(entitlement=claim.entitlement, days=60, reason="loi", actor=None, now=NOW)
        services.warn(now=NOW)
        claim.refresh_from_db()
        assert claim.claim_until == date(2029, 1, 31)

    def test_the_last_day_of_a_claim_that_was_sent_stays(self):
        claim = submitted()
        entitlements.extend(entitlement=claim.entitlement, days=60, reason="loi", actor=None, now=NOW)
        services.warn(now=NOW)
        claim.refresh_from_db()
        assert claim.claim_until == date(2028, 11, 30)

    def test_the_months_are_those_before_the_day_it_is_sent_and_figures_of_months_that_stay_are_kept(self):
        claim = completed(cents=50_000)
        declared(claim.seeker, Month(2026, 11), gross=70_000)
        later = clock.at(date(2027, 1, 5), 10)
        lines = services.lines_of(claim, later.date())
        assert (min(lines), max(lines), len(lines)) == (Month(2026, 1), Month(2026, 12), 12)
        assert (lines[Month(2026, 10)], lines[Month(2026, 11)], lines[Month(2026, 12)]) == (50_000, 70_000, None)
        with pytest.raises(services.Incomplete) as refused:
            services.submit(claim=claim, actor=claim.person, now=later)
        assert refused.value.facts["missing"] == ["resources"]
        lines[Month(2026, 12)] = 30_000
        services.save(claim=claim, answers=WHOLE, resources=lines, actor=claim.person, now=later)
        assert dict(claim.months.values_list("month", "cents")) == lines
        sent = services.submit(claim=claim, actor=claim.person, now=later)
        assert sent.monthly_resources_cents == 50_000
