"""kill -9 a real process in the middle of an extension, at every window and at random: each right is extended once."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models import F

from benefits.entitlements import town as rights
from benefits.entitlements.models import Entitlement, Scheme
from benefits.extensions import invariants, services
from benefits.extensions.models import Extended, Extension, Slice, TakenBack
from benefits.extensions.rules import Period
from benefits.extensions.services import drafting
from portal import clock
from portal.accounts.roles import Role
from portal.notifications.models import Message
from seekers.profiles import town as people
from tests.benefits.extensions.factories import drafted, officer
from tests.faults.extension_worker import POINTS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE, A_SLICE, DAYS = 240, 30, 60


@pytest.fixture
def start(start: Callable[..., subprocess.Popen]) -> Callable[..., subprocess.Popen]:
    """A real worker."""
    return partial(start, "-m", "tests.faults.extension_worker")


@pytest.fixture
def extension(monkeypatch: pytest.MonkeyPatch) -> Extension:
    """Released: every right of the town, in eight slices."""
    monkeypatch.setattr(drafting, "SLICE", A_SLICE)
    with transaction.atomic(), connection.cursor() as cursor:
        people.load(cursor, 1, PEOPLE)
        rights.load(cursor, 1, PEOPLE)
    now, today = clock.now(), clock.today()
    everyone = Period(today.replace(year=today.year - 1), today.replace(year=today.year + 5), DAYS)
    made = drafted([everyone], schemes=list(Scheme), states=["open"], now=now)
    made = services.count(extension=made, actor=officer(), now=now)
    made = services.check(extension=made, actor=officer(), now=now)
    return services.release(extension=made, actor=officer(Role.DIRECTOR), now=now)


@pytest.fixture
def before(extension: Extension) -> dict[int, int]:
    return dict(Entitlement.objects.values_list("pk", "days_total"))


def each_right_is_extended_once(extension: Extension, before: dict[int, int]) -> None:
    extension.refresh_from_db()
    assert extension.state == "done"
    assert dict(Entitlement.objects.values_list("pk", "days_total")) == {pk: days + DAYS for pk, days in before.items()}
    assert Extended.objects.count() == PEOPLE
    assert Message.objects.filter(kind="extensions.extended", channel="inbox").count() == PEOPLE
    assert not list(services.untold())
    assert invariants.broken() == {}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_window_the_work_goes_on_from_there(point, extension, before, start):
    killed = start(str(extension.pk), "--die", point)
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    assert invariants.broken() == {}
    again = start(str(extension.pk))
    output, errors = again.communicate(timeout=60)
    assert again.returncode == 0, output + errors
    each_right_is_extended_once(extension, before)


def test_killed_at_random_moments_nobody_is_forgotten_nor_extended_twice(extension, before, start):
    chance = random.Random(20200324)
    print("seed 20200324")
    deaths = 0
    for _ in range(5):
        process = start(str(extension.pk), "--wait")
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        process.stdin.write("go\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.communicate()
        deaths += process.returncode == -9
        assert invariants.broken() == {}
    start(str(extension.pk)).communicate(timeout=60)
    assert deaths >= 2
    each_right_is_extended_once(extension, before)


def test_four_workers_at_once_extend_once(extension, before, start):
    together = [start(str(extension.pk), "--wait") for _ in range(4)]
    for process in together:
        assert process.stdout is not None
        process.stdout.readline()
    for process in together:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in together:
        process.communicate(timeout=90)
    services.execute(extension=extension, now=clock.now())  # the last to finish may have left the end to another
    each_right_is_extended_once(extension, before)


def test_a_reversal_killed_in_the_middle_takes_back_once(extension, before, start):
    start(str(extension.pk)).communicate(timeout=60)
    used = list(Entitlement.objects.order_by("pk").values_list("pk", flat=True)[:50])
    left = dict(Entitlement.objects.filter(pk__in=used).values_list("pk", "days_left"))
    Entitlement.objects.filter(pk__in=used).update(days_left=10, paid_days=F("paid_days") + F("days_left") - 10)
    words = {"legal_reference": "Décision", "why": "Annulé", "now": clock.now()}
    reversal = services.prepare_reversal(extension=extension, actor=officer(), **words)
    services.release_reversal(reversal=reversal, actor=officer(Role.DIRECTOR), now=clock.now())
    killed = start(str(extension.pk), "--back", "--die", "after_days")
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    together = [start(str(extension.pk), "--back") for _ in range(2)]
    for process in together:
        process.communicate(timeout=90)
    services.take_back(reversal=reversal, now=clock.now())
    extension.refresh_from_db()
    assert extension.state == "reversed"
    now = dict(Entitlement.objects.values_list("pk", "days_total"))
    taken = dict(TakenBack.objects.values_list("entitlement_id", "days"))
    assert set(taken) == set(before)
    assert all(days == (10 if pk in left else DAYS) for pk, days in taken.items())
    assert all(now[pk] == before[pk] + DAYS - taken[pk] for pk in before)
    assert invariants.broken() == {}


def test_the_control_without_its_guards_is_seen(extension, before, start):
    """What these tests would say of an extension done twice: the proof that they can fail."""
    start(str(extension.pk)).communicate(timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE extensions_extended DROP CONSTRAINT extensions_extended_pkey")
    Slice.objects.update(state="waiting", extended=None, extended_days=None, done_at=None)
    Extension.objects.update(state="running")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO extensions_extended SELECT * FROM extensions_extended WHERE reopened = false")
    assert "each_right_once" in invariants.broken()
    with pytest.raises(AssertionError):
        each_right_is_extended_once(extension, before)
