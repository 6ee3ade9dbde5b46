"""Each person once for each step, by what is true at the moment, whatever reruns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from portal import clock, events
from portal.audit.models import Entry
from portal.notifications.gateways.local import LocalGateway
from portal.notifications.models import Message
from portal.notifications.models import State as MessageState
from portal.notifications.services.sending import send_slice
from seekers.declarations.models import Declaration
from seekers.profiles.models import Autonomy, Seeker, UsualChannel
from seekers.reminders.events import CallReason, CallsNeeded
from seekers.reminders.ladder import LADDER
from seekers.reminders.models import Campaign, State
from seekers.reminders.services import call_unreached, run_slice, running, start_due_steps
from tests.seekers.declarations.factories import bakery, sent, worked
from tests.seekers.reminders.factories import NOVEMBER, missed, no_mailbox, seeker, with_draft
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, month: int = 12) -> datetime:
    return clock.at(date(2026, month, day), hour)


def climb(now: datetime) -> dict[str, Campaign]:
    """Start what is due and run it to its end."""
    for campaign in start_due_steps(now=now):
        while run_slice(campaign_id=campaign.pk, now=now):
            pass
    return {campaign.step: campaign for campaign in Campaign.objects.order_by("pk")}


def written(step: str, channel: str = "sms") -> set[int]:
    rows = Message.objects.filter(kind=f"reminders.{step}", channel=channel)
    return set(rows.values_list("user_id", flat=True))


@pytest.fixture
def calls() -> list:
    heard: list = []

    def listen(event: CallsNeeded) -> None:
        heard.extend(event.calls)

    events.subscribe(CallsNeeded)(listen)
    yield heard
    events._subscribers[CallsNeeded].remove(listen)


class TestWho:
    def test_whoever_filed_is_left_in_peace(self):
        owing, filed = seeker(), seeker()
        sent(filed, worked(bakery()), now=at(1, 14))
        campaigns = climb(at(12, 10))
        assert written("three_days") == {owing.user_id}
        assert campaigns["three_days"].state == State.DONE

    def test_begun_and_not_begun_get_different_words(self):
        begun, absent = with_draft(seeker()), seeker()
        climb(at(11, 10))
        assert written("draft_waiting") == {begun.user_id}
        assert written("still_not_begun") == {absent.user_id}
        assert written("still_not_begun", "email") == {absent.user_id}

    def test_the_salaried_of_last_month_are_told_what_to_prepare(self):
        salaried, other = seeker(), seeker()
        sent(salaried, worked(bakery()), month=NOVEMBER.previous, now=at(1, 14, 11))
        climb(at(3, 10))
        assert written("have_ready", "email") == {salaried.user_id}
        assert other.user_id not in written("have_ready", "inbox")

    def test_before_the_opening_only_those_who_may_need_someone(self, calls):
        agency = seeker(usual_channel=UsualChannel.AGENCY)
        low = seeker(autonomy=Autonomy.LOW)
        late = missed(seeker())
        seeker()
        climb(at(25, 10, 11))
        assert written("heads_up") == {agency.user_id, low.user_id, late.user_id}
        reasons = {call.seeker_id: call.reasons for call in calls}
        assert reasons == {
            agency.pk: (CallReason.USUALLY_AT_AGENCY,),
            low.pk: (CallReason.LOW_AUTONOMY,),
            late.pk: (CallReason.MISSED_LAST_MONTH,),
        }

    def test_the_opening_goes_by_the_channel_that_each_prefers(self):
        texts, letters = seeker(), seeker(preferred="email")
        climb(at(28, 9, 11))
        assert written("opening") == {texts.user_id}
        assert written("opening", "email") == {letters.user_id}
        assert written("opening", "inbox") == {texts.user_id, letters.user_id}

    def test_who_has_no_channel_is_called_at_any_step(self, calls):
        lost = no_mailbox(seeker(phone=""))
        climb(at(7, 10))
        [call] = calls
        assert (call.seeker_id, call.reasons) == (lost.pk, (CallReason.NO_WORKING_CHANNEL,))
        assert call.useful_until == at(12, 10)

    def test_near_the_end_the_reasons_add_up(self, calls):
        person = with_draft(seeker(usual_channel=UsualChannel.AGENCY))
        climb(at(15, 9))
        [call] = calls
        assert set(call.reasons) == {
            CallReason.CLOSING_SOON, CallReason.USUALLY_AT_AGENCY, CallReason.DRAFT_UNFINISHED,
        }  # fmt: skip
        assert call.score == 75
        assert call.dedupe_key == f"2026-11:last_day:{person.pk}"

    def test_a_reminder_that_failed_everywhere_asks_for_a_call_unless_the_month_is_filed(self, calls):
        owing, filed = seeker(), seeker()
        sent(filed, worked(bakery()), now=at(1, 14))
        asked = call_unreached(
            kind="reminders.not_begun", about="2026-11", user_ids=[owing.user_id, filed.user_id], now=at(7, 11)
        )
        assert asked == 1
        assert calls[0].seeker_id == owing.pk


class TestOnce:
    def test_running_again_writes_nothing_new(self):
        seeker()
        climb(at(12, 10))
        before = Message.objects.count()
        Campaign.objects.update(state=State.RUNNING, cursor=0, finished_at=None)
        for campaign in Campaign.objects.all():
            while run_slice(campaign_id=campaign.pk, now=at(12, 10)):
                pass
        assert Message.objects.count() == before

    def test_a_campaign_goes_on_from_its_cursor(self, monkeypatch):
        monkeypatch.setattr(running, "SLICE", 2)
        people = [seeker() for _ in range(5)]
        [campaign] = [each for each in start_due_steps(now=at(12, 10)) if each.step == "three_days"]
        assert run_slice(campaign_id=campaign.pk, now=at(12, 10))
        campaign.refresh_from_db()
        assert (campaign.cursor, campaign.reached, campaign.expected) == (people[1].pk, 2, 5)
        while run_slice(campaign_id=campaign.pk, now=at(12, 11)):
            pass
        assert written("three_days") == {person.user_id for person in people}

    def test_whoever_files_between_writing_and_sending_gets_nothing(self):
        quick, slow = seeker(), seeker()
        climb(at(14, 10))
        sent(quick, worked(bakery()), now=at(14, 11))
        with LocalGateway("sms") as gateway:
            send_slice(channel="sms", gateway=gateway, now=at(14, 11))
        states = dict(Message.objects.filter(kind="reminders.eve", channel="sms").values_list("user_id", "state"))
        assert states == {quick.user_id: MessageState.CANCELLED, slow.user_id: MessageState.DELIVERED}

    def test_one_line_of_audit_for_the_campaign_and_none_for_each_person(self):
        for _ in range(3):
            seeker()
        climb(at(12, 10))
        lines = Entry.objects.filter(
            action__startswith="reminders.", target_id=str(Campaign.objects.get(step="three_days").pk)
        )
        assert sorted(lines.values_list("action", flat=True)) == ["reminders.campaign.done", "reminders.step_started"]


class TestLate:
    def test_after_an_outage_only_what_is_still_useful_leaves_and_the_rest_says_so(self):
        seeker()
        campaigns = climb(at(12, 12))
        skipped = {step for step, campaign in campaigns.items() if campaign.state == State.SKIPPED}
        assert skipped == {step.code for step in LADDER} - {"three_days", "eve", "last_day"}
        assert (campaigns["not_begun"].started_at, campaigns["not_begun"].finished_at) == (at(12, 12), at(12, 12))
        assert Message.objects.exclude(kind="reminders.three_days").count() == 0

    def test_a_campaign_that_was_stuck_beyond_its_use_stops(self):
        seeker()
        [campaign] = [each for each in start_due_steps(now=at(12, 10)) if each.step == "three_days"]
        run_slice(campaign_id=campaign.pk, now=at(13, 10))
        campaign.refresh_from_db()
        assert (campaign.state, campaign.finished_at, campaign.reached) == (State.STOPPED, at(13, 10), 0)

    def test_an_old_reminder_gives_way_to_the_next_step(self):
        """The eve's SMS waited too long for the operator: the last day's takes its place, not both within an hour."""
        seeker()
        climb(at(14, 10))
        with LocalGateway("sms") as gateway:
            send_slice(channel="sms", gateway=gateway, now=at(15, 8))
        assert set(Message.objects.filter(kind="reminders.eve", channel="sms").values_list("state", flat=True)) == {
            MessageState.CANCELLED
        }

    def test_a_new_installation_does_not_skip_the_past(self):
        seeker()
        start_due_steps(now=at(20, 10))
        assert set(Campaign.objects.values_list("month", flat=True)) == set()

    def test_every_minute_of_the_hour_that_comes_twice_plays_each_step_once(self):
        """25 October 2026, 02:00 to 03:00 Europe/Paris happens twice: September's ladder is long over, October's not begun."""
        seeker()
        twice = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
        for minute in range(0, 180, 20):
            climb(twice + timedelta(minutes=minute))
        for hour in range(24):
            climb(clock.at(date(2026, 10, 25), 0) + timedelta(hours=hour))
        assert Campaign.objects.filter(month=NOVEMBER.previous, step="heads_up").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_change_nothing(monkeypatch):
    monkeypatch.setattr(running, "SLICE", 3)
    people = [seeker() for _ in range(10)]
    climbs = at_once(*[lambda: climb(at(12, 10))] * 3)
    assert not [each for each in climbs if isinstance(each, Exception)]
    for campaign in Campaign.objects.filter(state=State.RUNNING):  # left by a thread that met a locked row
        while run_slice(campaign_id=campaign.pk, now=at(12, 10)):
            pass
    assert Campaign.objects.filter(step="three_days").count() == 1
    assert Message.objects.filter(kind="reminders.three_days", channel="sms").count() == len(people)
    assert Campaign.objects.get(step="three_days").reached == len(people)


def test_sabotage_without_the_unique_index_a_rerun_writes_twice(monkeypatch):
    """The control of "each person once": take away the index, and the same rerun doubles every message."""
    from portal.notifications.services import posting

    monkeypatch.setattr(posting, "_INSERT", posting._INSERT.split("ON CONFLICT")[0])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_message DROP CONSTRAINT said_once_per_channel")
    seeker()
    climb(at(12, 10))
    Campaign.objects.update(state=State.RUNNING, cursor=0, finished_at=None)
    while run_slice(campaign_id=Campaign.objects.get(step="three_days").pk, now=at(12, 10)):
        pass
    assert Message.objects.filter(kind="reminders.three_days", channel="sms").count() == 2


def test_sabotage_without_the_live_status_the_filed_are_bothered(monkeypatch):
    """The control of ``still_needed``: without it, whoever filed in the meantime is written to."""
    from seekers.reminders.kinds import Eve

    monkeypatch.setattr(Eve, "still_needed", classmethod(lambda cls, user_ids, about, now: user_ids))
    quick = seeker()
    climb(at(14, 10))
    sent(quick, worked(bakery()), now=at(14, 11))
    with LocalGateway("sms") as gateway:
        send_slice(channel="sms", gateway=gateway, now=at(14, 11))
    assert Message.objects.get(kind="reminders.eve", channel="sms").state == MessageState.DELIVERED
    assert Declaration.objects.filter(seeker=quick, state="filed").exists()
    assert Seeker.objects.filter(pk=quick.pk).exists()
