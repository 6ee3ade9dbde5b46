"""One set of answers, two doors: alone, and beside an advisor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.journeys.registering import begin_beside as begin
from tests.journeys.registering import fill_beside as fill
from tests.journeys.registering import sign_beside as sign
from tests.seekers.registration.applying import NIR, everything

pytestmark = pytest.mark.django_db


def test_the_same_answers_open_the_same_registration_alone_and_beside_an_advisor(
    claire: User, desk: Client, morning: datetime
) -> None:
    application = begin(desk)
    fill(desk, application)
    sign(desk, application)
    application.refresh_from_db()
    kept = replace(everything(), identity=replace(everything().identity, nir=NIR)).to_json()
    assert application.answers == kept
