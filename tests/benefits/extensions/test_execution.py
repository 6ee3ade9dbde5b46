"""Carried out, each right is given its days once; taken back, only what nobody has used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from benefits.entitlements.models import Entitlement
from benefits.entitlements.services import extending
from benefits.extensions import invariants, services
from benefits.extensions.models import Extended, Reversal, Slice, TakenBack
from benefits.extensions.permissions import NotAnswerable
from benefits.extensions.services import drafting, execution
from portal.accounts.roles import Role
from portal.notifications.models import Message
from tests.benefits.extensions.factories import (
    NOW,
    done,
    drafted,
    ending,
    officer,
    released,
    reversal_released,
    used_up,
)
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def days_of(right: Entitlement) -> tuple[int, int, str]:
    right.refresh_from_db()
    return right.days_total, right.days_left, right.state


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "SLICE", 2)


def test_each_right_gets_the_days_of_its_period(small_slices):
    rights = [ending(44), ending(61), ending(100), ending(300), ending(44, ass=True)]
    extension = done()
    assert [days_of(right)[:2] for right in rights] == [(135, 135), (121, 121), (130, 130), (300, 300), (135, 135)]
    assert (extension.state, Slice.objects.count(), Extended.objects.count()) == ("done", 2, 4)
    assert services.progress(extension).days_done == 91 + 60 + 30 + 91
    assert invariants.broken() == {}


def test_a_used_up_right_opens_again_unless_another_is_open():
    alone, followed = used_up(), used_up()
    ending(182, seeker=followed.seeker, ass=True)
    older = used_up()
    latest = used_up(seeker=older.seeker, exhausted_on=date(2026, 12, 20))
    done()
    assert days_of(alone) == (391, 91, "open")
    assert alone.exhausted_on is None
    assert days_of(followed) == (300, 0, "exhausted")
    assert days_of(older) == (300, 0, "exhausted")
    assert days_of(latest) == (391, 91, "open")
    assert Extended.objects.filter(reopened=True).count() == 2


def test_history_keeps_the_days_before_and_after():
    right = ending(44)
    done()
    totals = list(right.events.order_by("pgh_id").values_list("days_total", flat=True))
    assert totals == [44, 135]


def test_a_slice_done_again_gives_nothing_more():
    """The sabotage of the state of slices: the primary key still holds."""
    right = ending(44)
    extension = done()
    Slice.objects.update(state="waiting", extended=None, extended_days=None, done_at=None)
    extension.__class__.objects.update(state="running")
    services.execute(extension=extension, now=NOW)
    assert days_of(right)[:2] == (135, 135)
    assert "done_slices_gave_what_they_say" in invariants.broken()


def test_without_its_key_a_right_would_be_extended_twice(capsys: pytest.CaptureFixture[str]):
    """What these tests, and the operator's command, would say without the guard: the proof that they can fail."""
    right = ending(44)
    done()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE extensions_extended DROP CONSTRAINT extensions_extended_pkey")
        cursor.execute("INSERT INTO extensions_extended SELECT * FROM extensions_extended")
    assert invariants.broken()["each_right_once"] == [right.pk]
    with pytest.raises(SystemExit):
        call_command("check_ledger")
    assert "BROKEN each_right_once" in capsys.readouterr().err


def test_rights_made_after_the_count_are_not_in_the_rule():
    extension = released()
    late = ending(44, created_at=NOW + timedelta(minutes=1))
    services.execute(extension=extension, now=NOW)
    assert days_of(late)[1] == 44


def test_a_right_made_after_the_count_between_two_of_the_rule_is_not_in_it_either():
    first = ending(44)
    ending(44, pk=first.pk + 10)
    extension = released()
    between = ending(44, pk=first.pk + 5, created_at=NOW + timedelta(minutes=1))
    services.execute(extension=extension, now=NOW)
    assert days_of(between)[1] == 44


def test_a_right_that_closes_under_the_slice_undoes_the_slice_whole():
    right = ending(44)
    added = """added AS (INSERT INTO extensions_extended (extension_id, entitlement_id, days, ended_on, reopened)
        SELECT 1, id, 5, date '2026-12-12', false FROM entitlements_entitlement RETURNING entitlement_id, days)"""
    Entitlement.objects.update(state="closed")
    with pytest.raises(extending.Moved), transaction.atomic():
        extending.add_days(added, {})
    assert not Extended.objects.exists()
    assert days_of(right)[0] == 44


def test_what_was_given_stays_written():
    ending(44)
    done()
    for act in (lambda: Extended.objects.update(days=1), lambda: Extended.objects.all().delete()):
        with pytest.raises(DatabaseError, match="stays written"), transaction.atomic():
            act()


def test_a_draft_or_a_checked_extension_gives_nothing():
    right = ending(44)
    extension = services.count(extension=drafted(), actor=officer(), now=NOW)
    assert services.execute_next(extension=extension, now=NOW) is None
    services.check(extension=extension, actor=officer(), now=NOW)
    assert services.execute(extension=extension, now=NOW).state == "checked"
    assert days_of(right)[0] == 44


def test_each_person_is_told_once_with_days_reason_and_text(small_slices):
    right = ending(44)
    ending(61)
    done()
    for _again in range(2):
        for part in Slice.objects.select_related("extension"):
            services.tell_people_of(part=part, now=NOW)
    message = Message.objects.get(user=right.seeker.user, channel="inbox")
    assert message.subject == "Vos droits sont prolongés de 91 jours"
    assert "Trouver un emploi est plus difficile" in message.body
    assert "Ordonnance n° 2020-324" in message.body
    assert "déclarer votre mois" in message.body
    assert Message.objects.filter(channel="inbox", kind="extensions.extended").count() == 2
    assert not list(services.untold())


class TestTakingBack:
    def test_takes_what_is_left_and_lists_what_was_used(self, small_slices):
        untouched, half, gone = ending(44), ending(44), ending(44)
        reopened = used_up()
        extension = done()
        Entitlement.objects.filter(pk=half.pk).update(days_left=F("days_left") - 90, paid_days=F("paid_days") + 90)
        Entitlement.objects.filter(pk=gone.pk).update(
            days_left=0, paid_days=135, state="exhausted", exhausted_on=date(2027, 3, 10)
        )
        reversal = reversal_released(extension)
        assert (reversal.rights, reversal.days, reversal.consumed_days) == (4, 91 + 45 + 0 + 91, 46 + 91)
        assert services.take_back(reversal=reversal, now=NOW).state == "done"
        extension.refresh_from_db()
        assert extension.state == "reversed"
        assert days_of(untouched) == (44, 44, "open")
        assert days_of(half) == (90, 0, "exhausted")
        assert days_of(gone) == (135, 0, "exhausted")
        assert days_of(reopened) == (300, 0, "exhausted")
        assert reopened.exhausted_on == date(2026, 12, 15)
        lines = dict(TakenBack.objects.values_list("entitlement_id", "consumed"))
        assert lines == {untouched.pk: 0, half.pk: 46, gone.pk: 91, reopened.pk: 0}
        assert invariants.broken() == {}

    def test_needs_two_people(self):
        ending(44)
        extension, one = done(), officer()
        words = {"legal_reference": "Décision", "why": "Annulé"}
        reversal = services.prepare_reversal(extension=extension, **words, actor=one, now=NOW)
        with pytest.raises(services.FourEyes):
            services.release_reversal(reversal=reversal, actor=one, now=NOW)
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            Reversal.objects.update(state="released", released_by=one, released_at=NOW)
        assert services.take_back(reversal=reversal, now=NOW).state == "prepared"
        assert not TakenBack.objects.exists()
        assert services.release_reversal(reversal=reversal, actor=officer(Role.DIRECTOR), now=NOW).state == "released"

    def test_nobody_else_answers_for_it(self):
        ending(44)
        extension, stranger = done(), UserFactory(roles=(Role.BENEFIT_ADVISOR,))
        words = {"legal_reference": "Décision", "why": "Annulé", "now": NOW}
        with pytest.raises(NotAnswerable):
            services.prepare_reversal(extension=extension, actor=stranger, **words)
        reversal = services.prepare_reversal(extension=extension, actor=officer(), **words)
        with pytest.raises(NotAnswerable):
            services.release_reversal(reversal=reversal, actor=stranger, now=NOW)
        with pytest.raises(NotAnswerable):
            services.cancel_reversal(reversal=reversal, actor=stranger, reason="non", now=NOW)

    def test_only_what_is_done_can_be_taken_back_and_only_once(self):
        ending(44)
        words = {"legal_reference": "Décision", "why": "Annulé", "actor": officer(), "now": NOW}
        with pytest.raises(services.NothingToReverse):
            services.prepare_reversal(extension=released(), **words)
        extension = done()
        first = services.prepare_reversal(extension=extension, **words)
        with pytest.raises(services.NothingToReverse):
            services.prepare_reversal(extension=extension, **words)
        services.cancel_reversal(reversal=first, actor=officer(), reason="erreur", now=NOW)
        services.take_back(reversal=reversal_released(extension), now=NOW)
        with pytest.raises(services.NothingToReverse):
            services.prepare_reversal(extension=extension, **words)

    def test_more_than_is_left_is_never_taken(self):
        right = ending(44)
        taken = f"taken AS (SELECT {right.pk}::bigint AS entitlement_id, 45 AS days, date '2026-12-14' AS ended_on)"
        with pytest.raises(extending.Moved), transaction.atomic():
            extending.take_days(taken, {})
        assert days_of(right)[:2] == (44, 44)

    def test_the_people_are_told_that_nothing_is_asked_back(self):
        right = ending(44)
        services.take_back(reversal=reversal_released(done()), now=NOW)
        for part in services.untold():
            services.tell_people_of(part=part, now=NOW)
        message = Message.objects.get(user=right.seeker.user, channel="inbox")
        assert "rien à rembourser" in message.body
        assert "deux mois" in message.body


def test_a_slice_whose_right_is_held_is_tried_again(monkeypatch):
    right = ending(44)
    extension, failed = released(), []
    real = extending.add_days

    def held_once(*given):
        if not failed:
            failed.append(True)
            raise extending.Moved("held")
        return real(*given)

    monkeypatch.setattr(execution.extending, "add_days", held_once)
    services.execute(extension=extension, now=NOW)
    assert days_of(right)[1] == 135
