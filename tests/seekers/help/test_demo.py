"""The demo town has places of help, and people who wait for a promised call on the visitor's morning."""

from __future__ import annotations

import pytest

from portal import clock
from portal.demo.town import VISITED_FROM, Town
from seekers.help.demo import ASKS, VISIT, places, some_ask_for_a_call
from seekers.help.models import HelpPlace, HelpRequest
from tests.seekers.declarations.browsing import at
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db
__all__ = ["at"]


def test_the_town_has_places_of_help_and_calls_that_are_promised_once(at):
    at(VISITED_FROM)
    for name in ASKS:
        SeekerFactory(user__identifier=name, by_sms=True)
    places(Town())
    assert HelpPlace.objects.near("59100").count() == 3
    some_ask_for_a_call(clock.today())
    waiting = {asked.person.identifier: asked for asked in HelpRequest.objects.open()}
    assert clock.today() == VISIT
    assert waiting.keys() == ASKS.keys()
    assert waiting["karim"].step_title == "Les détails"
    some_ask_for_a_call(clock.today())
    assert HelpRequest.objects.count() == len(ASKS), "asked once"
