"""A revaluation raises each right that runs once, tells its person, and waits until the months before are declared."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from benefits.entitlements import services, tasks
from benefits.entitlements.models import Entitlement, Revaluation, State
from benefits.entitlements.services import revaluing
from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)
NOW = clock.at(date(2025, 7, 16), 9)


def running(**differs: object) -> Entitlement:
    """Opened in November 2024 on a wage of 65.75 euros: 39.67 a day."""
    facts = {
        "contract_ended_on": date(2024, 10, 31), "opened_on": date(2024, 11, 4), "first_payable_on": date(2024, 11, 12),
        "sjr_cents": 6_575, "daily_cents": 3_967, "reduced_daily_cents": 3_967,
    }  # fmt: skip
    return EntitlementFactory(**facts | differs)


def amounts(right: Entitlement) -> tuple[int, int, int]:
    right.refresh_from_db()
    return right.sjr_cents, right.daily_cents, right.reduced_daily_cents


def test_a_running_right_is_raised_once_and_its_person_is_told_once() -> None:
    right = running()
    assert services.revalue(on=JULY, now=NOW) == (1, 1)
    assert services.revalue(on=JULY, now=NOW) == (0, 0)
    assert amounts(right) == (6_608, 3_988, 3_988)
    line = Revaluation.objects.get()
    assert (line.sjr_before, line.daily_before, line.daily_after) == (6_575, 3_967, 3_988)
    message = Message.objects.get(kind="claims.raised", user=right.person, channel="inbox")
    assert "39,88" in message.body
    assert "39,67" in message.body
    assert Entry.objects.filter(action="entitlements.revalued").count() == 1
    assert right.events.order_by("-pgh_id").first().daily_cents == 3_988


def test_only_what_ran_that_day_is_raised() -> None:
    suspended = running(state=State.SUSPENDED)
    others = [
        running(opened_on=JULY, first_payable_on=JULY),
        running(ass=True),
        running(state=State.EXHAUSTED, days_left=0, paid_days=300, exhausted_on=date(2025, 6, 30)),
        running(state=State.CLOSED),
        running(contract_ended_on=date(2016, 10, 31)),
    ]
    assert services.revalue(on=JULY, now=NOW).rights == 1
    assert list(Revaluation.objects.values_list("entitlement_id", flat=True)) == [suspended.pk]
    assert all(right.daily_cents == amounts(right)[1] for right in others)


def test_a_right_with_nothing_to_raise_is_looked_at_once_and_nobody_is_told() -> None:
    running(sjr_cents=8_000, daily_cents=4_560, reduced_daily_cents=4_560, contract_ended_on=date(2025, 6, 1),
            opened_on=date(2025, 6, 10), first_payable_on=date(2025, 6, 17))  # fmt: skip
    assert services.revalue(on=JULY, now=NOW) == (1, 0)
    assert services.revalue(on=JULY, now=NOW) == (0, 0)
    assert not Message.objects.filter(kind="claims.raised").exists()


def test_slices_stop_and_go_on_where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revaluing, "SLICE", 2)
    rights = [running() for _each in range(5)]

    def stop(done: services.Revalued) -> None:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        services.revalue(on=JULY, now=NOW, report=stop)
    assert Revaluation.objects.count() == 2
    assert services.revalue(on=JULY, now=NOW) == (3, 3)
    assert {amounts(right) for right in rights} == {(6_608, 3_988, 3_988)}
    assert Message.objects.filter(kind="claims.raised", channel="inbox").count() == 5


def test_without_its_line_a_right_would_be_raised_twice() -> None:
    """The sabotage: the primary key is what forbids it."""
    right = running()
    services.revalue(on=JULY, now=NOW)
    line = Revaluation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revaluation.objects.bulk_create([line])
    with pytest.raises(InternalError), transaction.atomic():
        Revaluation.objects.update(daily_after=9_999)
    assert amounts(right)[1] == 3_988


def test_nothing_is_raised_while_the_month_before_is_declared_nor_on_a_day_of_no_text() -> None:
    running()
    opens = services.revaluation_opens(JULY)
    assert opens == datetime(2025, 7, 15, 22, 0, tzinfo=UTC)
    with pytest.raises(services.TooEarly):
        services.revalue(on=JULY, now=clock.at(date(2025, 7, 15), 23))
    with pytest.raises(services.NotARevaluation):
        services.revalue(on=date(2026, 7, 1), now=clock.at(date(2026, 11, 1), 9))
    assert not Revaluation.objects.exists()


def test_the_clock_raises_the_rights_of_the_last_revaluation() -> None:
    right = running()
    tasks.revalue_rights()
    assert amounts(right)[1] == 3_988


def test_a_right_corrected_afterwards_keeps_its_revaluation() -> None:
    right = running()
    services.revalue(on=JULY, now=NOW)
    services.correct_forward(
        entitlement=right, days_added=0, contract_ended_on=right.contract_ended_on, first_payable_on=None, actor=None,
        reason="nouveau calcul", now=NOW,
        amounts={"sjr_cents": 6_700, "daily_cents": 4_018, "reduced_daily_cents": 4_018, "full_rate_days": 32_000,
                 "part_time": 10_000},
    )  # fmt: skip
    assert amounts(right) == (6_734, 4_039, 4_039)


def test_the_command_counts_and_raises_only_when_told_to() -> None:
    right, operator = running(), UserFactory(roles=(Role.OPERATOR,))
    out = io.StringIO()
    call_command("revalue_rights", "2025-07-01", stdout=out)
    assert "1 rights ran on 2025-07-01" in out.getvalue()
    assert not Revaluation.objects.exists()
    with pytest.raises(CommandError, match="whose act"):
        call_command("revalue_rights", "2025-07-01", "--apply", stdout=out)
    call_command("revalue_rights", "2025-07-01", "--apply", "--as", operator.identifier, stdout=out)
    assert "1 rights looked at, 1 raised." in out.getvalue()
    assert amounts(right)[1] == 3_988
    assert Entry.objects.get(action="entitlements.revalued").actor == operator


def test_the_person_sees_both_amounts() -> None:
    right = running()
    services.revalue(on=JULY, now=NOW)
    browser = signed_in(right.person)
    page = browser.get(reverse("entitlements:mine")).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "Revalorisée le 1er juillet 2025 : 39,88 € brut par jour au lieu de 39,67 €." in page
