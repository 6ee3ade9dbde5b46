"""Before anything happens: a rule that can be told, figures that are right, and two people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from benefits.entitlements.models import Scheme
from benefits.extensions import services
from benefits.extensions.models import Band, Extended, Extension, Slice
from benefits.extensions.permissions import NotAnswerable
from benefits.extensions.rules import Period
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.states import IllegalTransition
from tests.benefits.extensions.factories import NOW, THIS_WINTER, counted, drafted, ending, officer, released, used_up
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"legal_reference": " "},
        {"why": ""},
        {"schemes": []},
        {"states": []},
        {"states": ["closed"]},
        {"periods": []},
        {"periods": [Period(date(2027, 1, 1), date(2026, 1, 1), 30)]},
        {"periods": [Period(date(2027, 1, 1), date(2027, 1, 31), 0)]},
        {
            "periods": [
                Period(date(2027, 1, 1), date(2027, 1, 31), 60),
                Period(date(2027, 1, 31), date(2027, 2, 28), 30),
            ]
        },
        {"departments": ["96"]},
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_told_is_refused(wrong):
    with pytest.raises(services.NotARule):
        drafted(**wrong)
    assert not Extension.objects.exists()


def test_only_those_who_answer_for_it_draft():
    with pytest.raises(NotAnswerable):
        drafted(actor=UserFactory(roles=(Role.ADVISOR,)))


def test_nobody_else_counts_checks_releases_or_cancels():
    stranger = UserFactory(roles=(Role.ADVISOR,))
    extension = drafted()
    with pytest.raises(NotAnswerable):
        services.count(extension=extension, actor=stranger, now=NOW)
    extension = services.count(extension=extension, actor=officer(), now=NOW)
    with pytest.raises(NotAnswerable):
        services.check(extension=extension, actor=stranger, now=NOW)
    services.check(extension=extension, actor=officer(), now=NOW)
    with pytest.raises(NotAnswerable):
        services.release(extension=extension, actor=stranger, now=NOW)
    with pytest.raises(NotAnswerable):
        services.cancel(extension=extension, actor=stranger, reason="non", now=NOW)


def test_the_count_says_rights_and_cents_by_period_and_does_nothing():
    soon, later = ending(44), ending(61)
    ending(58, paid_days=200, sjr_cents=25_000, daily_cents=14_250, reduced_daily_cents=9_975, full_rate_days=182)
    ending(200)
    extension = counted()
    bands = [(band.days, band.counted, band.counted_cents) for band in extension.bands.all()]
    assert bands == [(91, 2, 91 * (5_700 + 9_975)), (60, 1, 60 * 5_700), (30, 0, 0)]
    assert services.cost(extension) == 91 * (5_700 + 9_975) + 60 * 5_700
    assert [rights for _week, rights in extension.histogram] == [1, 2]
    for right in (soon, later):
        before = right.days_total
        right.refresh_from_db()
        assert (right.days_total, right.days_left) == (before, before)
    assert not Extended.objects.exists()


def test_the_rule_chooses_scheme_state_and_department():
    ending(44)
    ending(44, ass=True)
    ending(44, state="suspended")
    ending(44, seeker__postcode="20137")
    used_up()
    ending(44, state="closed")

    def found(**rule) -> int:
        return sum(band.counted for band in counted(**rule).bands.all())

    assert found() == 5
    assert found(schemes=[Scheme.ASS]) == 1
    assert found(states=["suspended"]) == 1
    assert found(states=["exhausted"]) == 1
    assert found(departments=["2A"]) == 1
    assert found(departments=["2B", "974"]) == 0
    assert found(departments=["59"]) == 4


def test_a_used_up_right_that_was_followed_by_another_is_left_out_and_counted():
    ending(182, seeker=used_up().seeker, ass=True)
    extension = counted()
    assert (extension.left_out, extension.bands.first().counted) == (1, 0)


def test_counting_again_replaces_the_figures_and_undoes_the_check():
    ending(44)
    extension = services.check(extension=counted(), actor=officer(), now=NOW)
    ending(44)
    extension = services.count(extension=extension, actor=officer(), now=NOW + timedelta(seconds=1))
    assert (extension.state, extension.checked_by) == ("counted", None)
    assert extension.bands.first().counted == 2
    assert sum(Slice.objects.values_list("counted", flat=True)) == 2


def test_the_rule_is_frozen_once_counted():
    extension = counted()
    for change in ({"why": "Autre"}, {"schemes": [1]}, {"departments": ["59"]}, {"as_of": date(2026, 1, 1)}):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Extension.objects.filter(pk=extension.pk).update(**change)
    band = extension.bands.first()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Band.objects.filter(pk=band.pk).update(days=900)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        band.delete()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Band.objects.create(extension=extension, ends_from=NOW.date(), ends_through=NOW.date(), days=1)


def test_while_a_draft_the_rule_may_change():
    extension = drafted()
    Extension.objects.filter(pk=extension.pk).update(why="Autre raison")
    assert Band.objects.filter(extension=extension).update(days=12) == len(THIS_WINTER)


def test_neither_who_drafted_nor_who_checked_releases():
    drafter, checker = officer(), officer()
    extension = services.count(extension=drafted(actor=drafter), actor=drafter, now=NOW)
    extension = services.check(extension=extension, actor=checker, now=NOW)
    for one in (drafter, checker):
        with pytest.raises(services.FourEyes):
            services.release(extension=extension, actor=one, now=NOW)
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            Extension.objects.update(state="released", released_by=one, released_at=NOW)
    assert services.release(extension=extension, actor=officer(Role.DIRECTOR), now=NOW).state == "released"


def test_an_old_count_is_not_released():
    extension = services.check(extension=counted(), actor=officer(), now=NOW)
    late = NOW + timedelta(days=3)
    with pytest.raises(services.CountIsOld):
        services.release(extension=extension, actor=officer(Role.DIRECTOR), now=late)
    extension = services.count(extension=extension, actor=officer(), now=late)
    extension = services.check(extension=extension, actor=officer(), now=late)
    assert services.release(extension=extension, actor=officer(Role.DIRECTOR), now=late).state == "released"


def test_released_it_is_neither_counted_again_nor_cancelled():
    extension = released()
    with pytest.raises(IllegalTransition):
        services.count(extension=extension, actor=officer(), now=NOW)
    with pytest.raises(IllegalTransition):
        services.cancel(extension=extension, actor=officer(), reason="trop tard", now=NOW)


def test_each_step_is_written_down_with_its_name():
    extension = released()
    acts = Entry.objects.filter(target_type="extensions.extension", target_id=str(extension.pk)).order_by("pk")
    assert [act.action for act in acts] == [
        "extension.drafted", "extensions.extension.counted", "extensions.extension.checked", "extensions.extension.released",
    ]  # fmt: skip
    assert all(act.actor_id for act in acts)
