"""The pages of this room and of the reminders hold no barrier that axe-core can find, and fit 320 pixels."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.notifications.gateways.local import LocalGateway
from portal.notifications.models import Message
from portal.notifications.services.sending import send_slice
from seekers.reminders.models import Campaign
from seekers.reminders.services import run_slice, start_due_steps
from tests.portal.accounts.factories import UserFactory
from tests.seekers.reminders.factories import seeker
from tests.seekers.reminders.test_campaigns import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_barrier_and_no_sideways_scrolling(visit):
    person = seeker()
    start_due_steps(now=at(14, 10))
    campaign = Campaign.objects.get(step="eve")
    while run_slice(campaign_id=campaign.pk, now=at(14, 10)):
        pass
    with LocalGateway("sms") as gateway:
        send_slice(channel="sms", gateway=gateway, now=at(14, 10))
    message = Message.objects.get(channel="inbox")
    theirs = [reverse(f"notifications:{name}") for name in ("inbox", "sent", "telephone")]
    theirs.append(reverse("notifications:message", args=[message.reference]))
    staff = [reverse("reminders:campaigns"), reverse("reminders:campaign", args=[campaign.month, "eve"])]
    operator = UserFactory(roles=(Role.OPERATOR,), with_second_factor=True)
    for user, addresses in ((person.user, theirs), (operator, staff)):
        for address in addresses:
            visit(address, user)
