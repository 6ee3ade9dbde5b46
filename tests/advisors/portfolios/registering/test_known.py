"""Registering again somebody who has a file."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from portal.accounts.models import User
from seekers.profiles.models import Seeker
from seekers.registration import services as registrations
from seekers.registration.models import Application
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import page_of
from tests.portal.accounts.factories import signed_in

pytestmark = pytest.mark.django_db


class TestSomebodyKnown:
    def test_a_new_application_starts_from_the_file(self, claire: User, desk: Client, awa: Seeker) -> None:
        again = f"/conseil/personnes/{awa.user.public_id}/inscrire/"
        answer = desk.post(again)
        application = Application.objects.get()
        assert answer.headers["Location"] == page_of(application, f"etape/{application.step}")
        assert (application.seeker, application.helper, application.via) == (awa, claire, "phone")
        assert desk.post(again).status_code == 302
        assert Application.objects.count() == 1
        assert signed_in(advisor()).post(again).status_code == 404

    def test_what_the_person_began_stays_theirs(self, desk: Client, awa: Seeker, morning: datetime) -> None:
        registrations.begin_again(seeker=awa, actor=awa.user, now=morning)
        page = desk.post(f"/conseil/personnes/{awa.user.public_id}/inscrire/", follow=True)
        assert "a déjà commencé une demande" in page.content.decode()
        assert Application.objects.get().helper is None
