"""A right is opened by the figures of the law, one at a time, and never loses a day by being suspended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefits.entitlements import services
from benefits.entitlements.models import Entitlement, Scheme
from portal import clock
from portal.audit.models import Entry
from portal.states import IllegalTransition
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db

NOW = clock.at(date(2026, 9, 1), 9)


def opened(**given: Any) -> Entitlement:
    seeker = given.pop("seeker", None) or SeekerFactory()
    facts = {
        "scheme": Scheme.ARE,
        "opened_on": date(2026, 9, 1),
        "contract_ended_on": date(2026, 8, 14),
        "sjr_cents": 12_000,
        "days": 548,
    }
    return services.open_entitlement(seeker=seeker, actor=None, now=NOW, **{**facts, **given})


def test_the_daily_amount_is_drawn_from_the_daily_wage() -> None:
    right = opened()
    assert (right.daily_cents, right.reduced_daily_cents, right.full_rate_days) == (6_840, 6_840, 32_000)
    assert Entry.objects.filter(action="entitlement.opened", target_id=str(right.pk)).exists()


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1985, 4, 12), (20_000, 14_000, 182)),
        (date(1971, 8, 14), (20_000, 20_000, 32_000)),
        (date(1971, 8, 15), (20_000, 14_000, 182)),
    ],
)
def test_a_high_allowance_is_reduced_before_fifty_five(born: date, expected: tuple[int, int, int]) -> None:
    right = opened(seeker=SeekerFactory(birth_date=born), sjr_cents=35_088)
    assert (right.daily_cents, right.reduced_daily_cents, right.full_rate_days) == expected


def test_solidarity_has_its_own_amount() -> None:
    right = opened(scheme=Scheme.ASS, sjr_cents=0, contract_ended_on=None, days=182)
    assert right.daily_cents == right.reduced_daily_cents > 1_900


@pytest.mark.parametrize("wrong", [{"days": 0}, {"sjr_cents": 0}, {"contract_ended_on": None}])
def test_what_cannot_be_a_right_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(services.NotARight):
        opened(**wrong)


def test_one_right_at_a_time() -> None:
    first = opened()
    with pytest.raises(services.AlreadyOpen):
        opened(seeker=first.seeker)
    services.suspend(entitlement=first, reason="maladie", actor=None, now=NOW)
    second = opened(seeker=first.seeker)
    with pytest.raises(services.AlreadyOpen):
        services.resume(entitlement=first, reason="guéri", actor=None, now=NOW)
    services.close(entitlement=second, reason="erreur", actor=None, now=NOW)
    first = services.resume(entitlement=first, reason="guéri", actor=None, now=NOW)
    assert (first.state, first.days_left) == ("open", 548)
    services.suspend(entitlement=first, reason="maladie", actor=None, now=NOW)
    with pytest.raises(IllegalTransition):
        services.resume(entitlement=second, reason="non", actor=None, now=NOW)


def test_an_extension_adds_days_and_opens_an_exhausted_right() -> None:
    right = opened(days=30)
    Entitlement.objects.update(days_left=0, paid_days=30, state="exhausted")
    right = services.extend(entitlement=right, days=61, reason="prolongation", actor=None, now=NOW)
    assert (right.state, right.days_left, right.days_total) == ("open", 61, 91)
    with pytest.raises(services.NotARight):
        services.extend(entitlement=right, days=0, reason="rien", actor=None, now=NOW)
