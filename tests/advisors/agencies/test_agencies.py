"""Agencies, and who works there."""

from __future__ import annotations

import pytest

from advisors.agencies import services
from advisors.agencies.models import Agency, Posting
from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def agency(code: str = "ARG") -> Agency:
    facts = {"name": "Argousiers", "phone": "", "address": "", "opening_hours": "", "zone": "Europe/Paris"}
    return services.open_agency(code=code, **facts, actor=None, now=clock.now())


def test_two_agencies_never_share_a_code() -> None:
    agency()
    with pytest.raises(services.AgencyKnown):
        agency()


def test_a_colleague_works_in_one_agency_and_moving_is_written_down() -> None:
    user = UserFactory(roles=(Role.ADVISOR,))
    for code in ("ARG", "FIL", "FIL2"):
        services.post_to(user=user, agency=agency(code), actor=None, now=clock.now())
    last = Posting.objects.get(user=user).agency
    services.post_to(user=user, agency=last, actor=None, now=clock.now())
    assert last.code == "FIL2"
    assert Entry.objects.filter(action="agencies.posted", subject=user).count() == 3


def test_only_staff_works_in_an_agency() -> None:
    with pytest.raises(services.NotStaff):
        services.post_to(user=UserFactory(), agency=agency(), actor=None, now=clock.now())
