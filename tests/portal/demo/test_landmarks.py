"""The clock page points at the moments worth seeing, those of the rooms above among them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from portal import clock
from portal.demo import services
from portal.demo.town import VISITED_FROM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_time_afterwards():
    yield
    clock.set_shift(timedelta(0))


def test_a_visitor_may_stop_before_the_town_answers_for_its_transfers():
    services.set_clock(to=VISITED_FROM)
    shown = Client().get("/demo/").context["landmarks"]
    payday = date(2026, 12, 1)
    assert ("Virements à contrôler à deux", clock.at(payday, 11)) in shown
    assert ("Premiers virements", clock.at(payday, 18)) in shown
    assert [when for _label, when in shown] == sorted(when for _label, when in shown)


def test_what_is_past_is_not_pointed_at():
    services.set_clock(to=clock.at(date(2026, 12, 1), 12))
    assert all(when > clock.now() for _label, when in Client().get("/demo/").context["landmarks"])
