"""Sending: each message once, by one worker, at a decent hour, within the budget, and another way when one fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import InternalError

from portal import events
from portal.notifications.events import NobodyReached
from portal.notifications.gateways import Outcome, Result
from portal.notifications.gateways.local import LocalGateway
from portal.notifications.kinds import Category
from portal.notifications.models import LocalDelivery, Message, SmsDay, State
from portal.notifications.services import Row, claiming, post_many
from portal.notifications.services.sending import send_slice
from tests.portal.notifications.factories import CONTEXT, Opening, book, people
from tests.threads import at_once

NOON = datetime(2026, 11, 30, 11, tzinfo=UTC)  # a Monday
__all__ = ["book"]


def wrote(users, *, kind=Opening, now=NOON, prefix="k", **options) -> None:
    rows = [Row(user.pk, f"{prefix}{user.pk}") for user in users]
    post_many(kind=kind, rows=rows, context=CONTEXT, now=now, channels=["sms"], **options)


def send(now=NOON, gateway=None, channel="sms") -> int:
    with gateway or LocalGateway(channel) as open_gateway:
        return send_slice(channel=channel, gateway=open_gateway, now=now)


def states(channel="sms") -> list[str]:
    return list(Message.objects.filter(channel=channel).order_by("pk").values_list("state", flat=True))


class Scripted(LocalGateway):
    """A gateway that answers what the test says, and remembers what it was asked."""

    def __init__(self, *outcomes: Outcome | None, knows: bool = False) -> None:
        super().__init__("sms")
        self.outcomes, self.knows = list(outcomes), knows
        self.sent: list[str] = []
        self.asked = 0

    def deliver(self, slice_, *, seconds):
        self.sent += [str(message.reference) for message in slice_]
        pairs = ((message.reference, self.outcomes.pop(0)) for message in slice_)
        return {reference: outcome for reference, outcome in pairs if outcome is not None}

    def look_up(self, references, *, seconds):
        self.asked += len(references)
        return {ref: Outcome(Result.ACCEPTED, "accepted") if self.knows else None for ref in references}


@pytest.mark.django_db
class TestOneSlice:
    def test_what_is_due_is_sent_once(self, book):
        users = people(3)
        for user in users:
            book.add(user)
        wrote(users)
        assert (send(), send()) == (3, 0)
        assert states() == [State.DELIVERED] * 3
        assert LocalDelivery.objects.count() == 3

    def test_too_late_is_dropped_and_says_so(self, book):
        [user] = people(1)
        book.add(user)
        wrote([user], drop_dead_at=NOON + timedelta(hours=1))
        send(NOON + timedelta(hours=1))
        assert states() == [State.EXPIRED]
        assert LocalDelivery.objects.count() == 0

    def test_asked_again_just_before_sending(self, book):
        needed, not_any_more = people(2)

        class Asked(Opening):
            code = "tests.asked"

            @classmethod
            def still_needed(cls, user_ids, about, now):
                assert about == "2026-11"
                return user_ids - {not_any_more.pk}

        for user in (needed, not_any_more):
            book.add(user)
        wrote([needed, not_any_more], kind=Asked, about="2026-11")
        send()
        assert states() == [State.DELIVERED, State.CANCELLED]

    def test_a_row_of_the_evening_retried_at_night_waits_for_the_morning(self, book):
        [user] = people(1)
        book.add(user)
        wrote([user])
        night = datetime(2026, 11, 30, 21, tzinfo=UTC)
        send(night)
        assert states() == [State.CREATED]
        assert Message.objects.get(channel="sms").not_before == datetime(2026, 12, 1, 7, tzinfo=UTC)
        send(datetime(2026, 12, 1, 7, tzinfo=UTC))
        assert states() == [State.DELIVERED]

    def test_an_answer_to_what_the_person_does_at_night_comes_at_night(self, book):
        class Receipt(Opening):
            code = "tests.receipt"
            at_once = True

        [user] = people(1)
        book.add(user)
        night = datetime(2026, 11, 30, 22, tzinfo=UTC)
        wrote([user], kind=Receipt, now=night)
        send(night)
        assert states() == [State.DELIVERED]

    def test_no_more_than_one_convenience_sms_a_day(self, book):
        class Tip(Opening):
            code = "tests.tip"
            category = Category.CONVENIENCE

        [user] = people(1)
        book.add(user)
        wrote([user], kind=Tip, prefix="a")
        wrote([user], kind=Tip, prefix="b")
        send()
        assert sorted(states()) == [State.CREATED, State.DELIVERED]
        assert Message.objects.get(channel="sms", state="created").not_before == datetime(2026, 12, 1, 7, tzinfo=UTC)
        send(datetime(2026, 12, 1, 7, tzinfo=UTC))
        assert states() == [State.DELIVERED] * 2

    def test_an_essential_sms_is_not_held_back_by_the_cap_and_counts_in_it(self, book):
        class LateTip(Opening):
            code = "tests.late_tip"
            category = Category.CONVENIENCE

        [user] = people(1)
        book.add(user)
        wrote([user], prefix="a")
        wrote([user], prefix="b")
        send()
        assert states() == [State.DELIVERED] * 2
        wrote([user], kind=LateTip, prefix="c")
        send()
        assert states()[-1] == State.CREATED

    def test_the_day_s_budget_is_never_passed(self, book, settings):
        settings.SMS_DAILY_LIMIT = 3
        users = people(5)
        for user in users:
            book.add(user)
        wrote(users)
        send()
        send()
        assert sorted(states()) == [State.CREATED] * 2 + [State.DELIVERED] * 3
        assert SmsDay.objects.get().used == 3

    def test_without_the_count_nothing_leaves(self, book):
        [user] = people(1)
        book.add(user)
        wrote([user])
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE notifications_smsday RENAME TO gone")
        with pytest.raises(Exception, match="notifications_smsday"):
            send()


@pytest.mark.django_db
class TestFailures:
    @pytest.fixture
    def user(self, book):
        [made] = people(1)
        book.add(made)
        wrote([made])
        return made

    def test_temporary_is_tried_again_later_and_later_then_given_up(self, user):
        at, pauses = NOON, []
        for _try in range(claiming.MAX_TRIES):
            send(at, Scripted(Outcome(Result.TEMPORARY, "503")))
            message = Message.objects.get(channel="sms")
            if message.state == State.CREATED:
                pauses.append(message.not_before - at)
                at = message.not_before
        assert pauses == sorted(pauses)
        assert timedelta(hours=3) < sum(pauses, timedelta()) < timedelta(hours=8)
        assert message.state == State.TEMPORARY_FAILURE
        assert states("email") == [State.CREATED]

    def test_permanent_marks_the_address_and_goes_on_by_email_at_once(self, user, book):
        send(gateway=Scripted(Outcome(Result.PERMANENT, "invalid-number")))
        assert states() == [State.PERMANENT_FAILURE]
        assert book.dead == [(user.pk, "sms")]
        letter = Message.objects.get(channel="email")
        assert letter.body == Message.objects.get(channel="inbox").body
        assert letter.address == user.email

    def test_a_dead_mailbox_goes_on_by_sms(self, book):
        [user] = people(1)
        book.add(user, email="permanent@exemple.invalid")
        post_many(kind=Opening, rows=[Row(user.pk, "k")], context=CONTEXT, now=NOON, channels=["email"])
        send(channel="email")
        assert states("email") == [State.PERMANENT_FAILURE]
        assert Message.objects.get(channel="sms").body.startswith("REBOND: ")

    def test_when_nothing_is_left_someone_must_call(self, book):
        heard: list[NobodyReached] = []
        events.subscribe(NobodyReached)(heard.append)
        [user] = people(1)
        book.add(user, email="")
        wrote([user], about="2026-11")
        send(gateway=Scripted(Outcome(Result.PERMANENT, "invalid-number")))
        assert heard == [NobodyReached("tests.opening", "2026-11", (user.pk,))]

    def test_a_lost_answer_is_asked_before_any_other_try(self, user):
        silent = Scripted(Outcome(Result.UNCERTAIN, "timeout"), knows=True)
        send(gateway=silent)
        assert states() == [State.CREATED]
        assert send(NOON + timedelta(seconds=29), silent) == 0  # it may still be under way
        send(NOON + timedelta(seconds=31), silent)
        assert states() == [State.SENT]
        assert (len(silent.sent), silent.asked) == (1, 1)

    def test_what_the_operator_never_saw_is_sent_again(self, user):
        deaf = Scripted(Outcome(Result.UNCERTAIN, "timeout"), Outcome(Result.ACCEPTED, "accepted"), knows=False)
        send(gateway=deaf)
        send(NOON + timedelta(minutes=1), deaf)
        assert states() == [State.SENT]
        assert len(deaf.sent) == 2

    def test_what_was_never_tried_costs_no_try(self, user):
        send(gateway=Scripted(None))
        message = Message.objects.get(channel="sms")
        assert (message.state, message.attempts, message.uncertain) == (State.CREATED, 0, False)

    def test_a_terminal_state_stays_terminal_whoever_writes(self, user):
        send()
        with pytest.raises(InternalError, match="Invalid transition"):
            Message.objects.filter(channel="sms").update(state=State.CREATED)


@pytest.mark.django_db
class TestLease:
    @pytest.fixture
    def taken(self, book):
        """A worker took the message, and died."""
        [user] = people(1)
        book.add(user)
        wrote([user])
        claiming.claim(channel="sms", now=NOON)
        return Message.objects.get(channel="sms")

    def test_nobody_else_takes_it_while_the_lease_runs(self, taken):
        assert send() == 0

    def test_after_the_lease_another_asks_first_then_sends(self, taken):
        Message.objects.filter(pk=taken.pk).update(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
        gateway = Scripted(Outcome(Result.ACCEPTED, "accepted"))
        send(gateway=gateway)
        assert (gateway.asked, len(gateway.sent)) == (1, 1)
        assert states() == [State.SENT]

    def test_a_worker_that_woke_up_too_late_settles_nothing(self, taken, book):
        """It slept beyond its lease; the message is now held by another, whose verdict alone counts."""
        from portal.notifications.services.settling import Verdict, settle

        Message.objects.filter(pk=taken.pk).update(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
        [held], _taken = claiming.claim(channel="sms", now=NOON)
        settle([Verdict(taken.pk, held.attempts - 1, State.TECHNICAL_FAILURE, "late")], NOON)
        assert states() == [State.SENDING]
        settle([Verdict.of(held, State.SENT, "accepted")], NOON)
        assert states() == [State.SENT]

    def test_a_message_that_kills_its_worker_is_parked(self, taken):
        for _death in range(claiming.MAX_TRIES):
            Message.objects.filter(pk=taken.pk).update(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
            claiming.claim(channel="sms", now=NOON)
        assert states() == [State.TECHNICAL_FAILURE]


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def rush(self, workers: int = 4, *, forgiving: type[Exception] | tuple[()] = ()) -> None:
        def work() -> None:
            while send():
                pass

        ends = at_once(*[work] * workers)
        assert all(end is None or isinstance(end, forgiving) for end in ends), ends

    def test_share_the_work_and_repeat_nothing(self, book, monkeypatch, settings):
        monkeypatch.setattr(claiming, "SLICE", 7)
        settings.SMS_DAILY_LIMIT = 90
        users = people(100)
        for user in users:
            book.add(user)
        wrote(users)
        self.rush()
        assert LocalDelivery.objects.count() == 90
        assert SmsDay.objects.get().used == 90
        references = list(LocalDelivery.objects.values_list("reference", flat=True))
        assert len(references) == len(set(references))

    def test_sabotage_without_skip_locked_and_lease_phones_ring_twice(self, book, monkeypatch):
        """The control: the same rush over a claim that neither locks nor leases sends twice, so the test above can fail."""
        monkeypatch.setattr(claiming, "SLICE", 7)
        careless = claiming._CLAIM.replace("FOR UPDATE SKIP LOCKED", "").replace(
            "lease_until < clock_timestamp()", "true"
        )
        monkeypatch.setattr(claiming, "_CLAIM", careless)
        monkeypatch.setattr(LocalGateway, "_received", lambda self, references: set())
        users = people(40)
        for user in users:
            book.add(user)
        wrote(users)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(claiming, "MAX_TRIES", 3)
            self.rush(forgiving=InternalError)  # the trigger stops them at last
        assert LocalDelivery.objects.count() > 40
