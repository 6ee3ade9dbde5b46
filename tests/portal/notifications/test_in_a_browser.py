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
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.reminders.factories import seeker
from tests.seekers.reminders.test_campaigns import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page, live_server, user) -> None:
    session = signed_in(user).cookies["session"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])


def test_no_barrier_and_no_sideways_scrolling(live_server, page, axe):
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
    page.set_viewport_size({"width": 320, "height": 700})
    for user, addresses in ((person.user, theirs), (operator, staff)):
        enter(page, live_server, user)
        for address in addresses:
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, address
            assert axe(page) == [], address
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{address} is {wide} pixels wide"
