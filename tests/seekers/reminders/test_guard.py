"""The last evening: reminders that did not arrive hold the cessations (August 2013 must not happen twice)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from portal import clock
from portal.audit.models import Entry
from portal.notifications.gateways import Outcome, Result
from portal.notifications.models import Channel, Message
from portal.notifications.models import State as MessageState
from portal.notifications.services.sending import send_slice
from seekers.declarations.models import Window
from seekers.reminders.models import ArrivalCheck
from seekers.reminders.services import check_arrivals, run_slice, start_due_steps
from tests.portal.notifications.test_sending import Scripted
from tests.seekers.reminders.factories import NOVEMBER, seeker

pytestmark = pytest.mark.django_db
CROWD = 40


def at(hour: int, minute: int = 0) -> datetime:
    return clock.at(date(2026, 12, 15), hour, minute)


@pytest.fixture
def last_day():
    """Forty people, written to on the last morning."""
    for _ in range(CROWD):
        seeker()
    for campaign in start_due_steps(now=at(9)):
        while run_slice(campaign_id=campaign.pk, now=at(9)):
            pass


def operator(arrived: int, lost: int) -> None:
    """Of the SMS, so many arrive; the others are taken, and no receipt ever comes."""
    outcomes = [Outcome(Result.DELIVERED)] * arrived + [Outcome(Result.ACCEPTED)] * lost
    send_slice(channel=Channel.SMS, gateway=Scripted(*outcomes), now=at(9))


def test_messages_that_arrive_let_the_evening_be(last_day):
    operator(38, 2)
    [check] = check_arrivals(now=at(20))
    assert (check.people, check.arrived, check.abnormal) == (40, 38, False)
    assert Window.objects.get(month=NOVEMBER).held_since is None


def test_messages_taken_and_never_received_hold_the_cessations(last_day):
    """Sent is not received: the operator took all forty."""
    operator(10, 30)
    [check] = check_arrivals(now=at(20))
    assert (check.abnormal, check.rate) == (True, 2500)
    window = Window.objects.get(month=NOVEMBER)
    assert window.held_since == at(20)
    assert "Personnes atteintes : 10 sur 40" in window.hold_reason
    assert Entry.objects.filter(action="declarations.cessations_held").count() == 1


def test_a_last_day_that_never_left_holds_them_too():
    for _ in range(CROWD):
        seeker()
    [check] = check_arrivals(now=at(20))
    assert check.abnormal
    assert "dernier jour" in Window.objects.get(month=NOVEMBER).hold_reason


def test_once_an_evening_and_only_the_evening(last_day):
    operator(40, 0)
    assert check_arrivals(now=at(19, 59)) == []
    assert len(check_arrivals(now=at(20))) == 1
    assert check_arrivals(now=at(20, 1)) == []
    assert check_arrivals(now=clock.at(date(2026, 12, 16), 9)) == []


def test_an_operator_who_was_quicker_is_not_contradicted(last_day):
    from seekers.declarations import services as declarations

    operator(0, 40)
    window = declarations.ensure_window(NOVEMBER)
    declarations.hold_cessations(window=window, reason="panne connue", actor=None, now=at(18))
    [check] = check_arrivals(now=at(20))
    assert check.abnormal
    assert Window.objects.get(month=NOVEMBER).hold_reason == "panne connue"


def test_an_email_taken_by_the_server_counts(last_day):
    operator(0, 40)
    for message in list(Message.objects.filter(channel="sms").order_by("pk")[:38]):
        Message.objects.create(
            user=message.user, kind=message.kind, about=message.about, channel=Channel.EMAIL, body="x",
            dedupe_key=message.dedupe_key, state=MessageState.SENT, sent_at=at(10), created_at=at(10),
        )  # fmt: skip
    [check] = check_arrivals(now=at(20))
    assert not check.abnormal


def test_months_that_went_worse_lower_what_is_expected(last_day):
    """A rate of 62.5 % would be abnormal for a first month; not after three months at 70 %."""
    for back in (1, 2, 3):
        ArrivalCheck.objects.create(
            month=NOVEMBER.plus(-back), at=at(20), people=100, arrived=70, expected_rate=9000, abnormal=False
        )
    operator(25, 15)
    [check] = check_arrivals(now=at(20))
    assert (check.expected_rate, check.rate, check.abnormal) == (7000, 6250, False)
