"""The demo town's postbag is read as a visitor will find it: one to type, one to register, one to sort."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from portal.intake import services as intake
from portal.intake.models import Slip
from seekers.declarations import services
from seekers.declarations.postbag import envelopes
from tests.portal.intake.conftest import folders
from tests.seekers.declarations.factories import NOVEMBER
from tests.seekers.registration.factories import registered

__all__ = ["folders"]

pytestmark = pytest.mark.django_db


def test_three_envelopes_three_places(morning: datetime) -> None:
    chantal = registered(first_name="Chantal", last_name="Verdier")
    slip = services.print_form(seeker=chantal, month=NOVEMBER, actor=chantal.user, now=morning - timedelta(hours=1))
    batch = intake.take_in(
        files=[envelopes(chantal, NOVEMBER, slip)],
        received_on=morning.date(),
        postmarked_on=None,
        actor=None,
        now=morning,
    )
    read = intake.read_batch(batch=batch, now=morning)
    assert [(each.state, each.addressee, each.pages.count()) for each in read.bundles.all()] == [
        ("to_sort", None, 1), ("linked", chantal.user, 3), ("linked", None, 4),
    ]  # fmt: skip
    assert Slip.objects.to_key("declaration").get() == slip
    assert Slip.objects.to_key("registration").get().person is None
