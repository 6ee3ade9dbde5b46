"""People are told ninety and thirty days before their right ends, once, and again when a law moves the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from benefits.endings import services
from benefits.endings.models import AssClaim, EndWarning
from benefits.endings.services import warning
from benefits.entitlements import services as entitlements
from portal import clock
from portal.audit.models import Entry
from portal.months import Month
from portal.notifications.models import Message
from tests.benefits.endings.factories import NOW, ending
from tests.benefits.payments.factories import declared
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def said() -> list[tuple[int, int]]:
    return list(EndWarning.objects.order_by("pk").values_list("entitlement", "step"))


def test_each_step_is_said_when_its_day_comes():
    far, later, soon = ending(180), ending(108), ending(30)
    assert services.warn(now=NOW) == 2
    assert said() == [(later.pk, 90), (soon.pk, 30)]
    assert services.warn(now=NOW) == 0
    services.warn(now=clock.at(date(2027, 1, 20), 10))
    assert (far.pk, 90) not in said()
    message = Message.objects.get(user=later.seeker.user, channel="inbox")
    assert "18 février" in message.subject
    assert "108 jours" in message.body
    assert "ASS" in message.body
    assert "conseiller" in message.body


def test_thirty_days_come_after_ninety():
    right = ending(60)
    services.warn(now=NOW)
    declared(right.seeker, Month(2026, 11))
    right.days_left, right.paid_days = 30, 30
    right.save()
    assert services.warn(now=clock.at(date(2026, 12, 2), 10)) == 1
    assert said() == [(right.pk, 90), (right.pk, 30)]


def test_days_that_a_law_adds_make_the_steps_come_again():
    right = ending(30)
    services.warn(now=NOW)
    entitlements.extend(entitlement=right, days=60, reason="loi", actor=None, now=NOW)
    assert services.warn(now=NOW) == 1
    assert said() == [(right.pk, 30), (right.pk, 90)]
    assert Message.objects.filter(user=right.seeker.user, channel="inbox").count() == 2


def test_an_allowance_of_six_months_is_renewed_with_one_warning():
    right = ending(90, ass=True)
    assert services.warn(now=NOW) == 0
    right.days_left, right.days_total = 30, 30
    right.save()
    assert services.warn(now=NOW) == 1
    assert Message.objects.get(user=right.seeker.user, channel="inbox").kind == "endings.renew"
    assert AssClaim.objects.get().is_renewal


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_only_open_rights_are_spoken_of(state):
    ending(30, state=state)
    assert services.warn(now=NOW) == 0


def test_slices_warn_everybody_once_and_each_leaves_a_line(monkeypatch):
    monkeypatch.setattr(warning, "SLICE", 2)
    for _ in range(5):
        ending(30)
    assert services.warn(now=NOW) == 5
    assert EndWarning.objects.count() == 5
    assert Message.objects.filter(channel="inbox").count() == 5
    assert Entry.objects.filter(action="endings.warned").count() == 3


def test_a_slice_killed_in_the_middle_has_not_happened(monkeypatch):
    right = ending(30)

    def die(*given, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(warning.notifications, "post_many", die)
        with pytest.raises(KeyboardInterrupt):
            services.warn(now=NOW)
    assert not EndWarning.objects.exists()
    assert not AssClaim.objects.exists()
    assert services.warn(now=NOW) == 1
    assert Message.objects.filter(user=right.seeker.user, channel="inbox").count() == 1


def test_forty_people_cost_no_more_queries_than_one():
    ending(30)
    one = len(queries_of(lambda: services.warn(now=NOW)))
    for _ in range(40):
        ending(30)
    assert len(queries_of(lambda: services.warn(now=NOW + timedelta(minutes=1)))) <= one + 1
    assert EndWarning.objects.count() == 41


def test_without_its_index_somebody_would_be_told_twice():
    """The sabotage of the query: the unique index alone still holds."""
    right = ending(30)
    services.warn(now=NOW)
    known = EndWarning.objects.get()
    EndWarning.objects.bulk_create(
        [
            EndWarning(
                entitlement=right,
                step=30,
                days_total=known.days_total,
                days_left=30,
                ends_on=known.ends_on,
                warned_at=NOW,
            )
        ],
        ignore_conflicts=True,
    )
    assert EndWarning.objects.count() == 1
