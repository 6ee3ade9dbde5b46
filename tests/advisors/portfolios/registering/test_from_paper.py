"""A registration keyed from a paper form."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from portal import events
from portal.accounts.models import User
from portal.intake import services as intake
from portal.intake.events import LetterDated
from portal.intake.models import SlipState
from portal.states import transition
from seekers.registration.models import Application
from tests.journeys.registering import DESK, page_of
from tests.journeys.registering import begin_beside as begin
from tests.journeys.registering import fill_beside as fill
from tests.journeys.registering import sign_beside as sign
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


class TestFromPaper:
    def returned(self, morning: datetime, posted: date) -> Any:
        slip = intake.print_slip(person=None, matter="registration", pages=4, actor=None, now=morning)
        return transition(
            slip, SlipState.RETURNED, actor=None, returned_at=morning, received_on=morning.date(), postmarked_on=posted,
            promised_on=date(2026, 12, 4),
        )  # fmt: skip

    def test_the_request_counts_from_the_postmark_and_the_form_is_keyed(self, desk: Client, morning: datetime) -> None:
        slip = self.returned(morning, date(2026, 11, 24))
        assert slip.code in desk.get(DESK).content.decode()
        assert "Formulaire" in desk.get(f"{DESK}commencer/", {"slip": slip.code}).content.decode()
        application = begin(desk, slip=slip.code)
        fill(desk, application)
        sign(desk, application, consent_words="Formulaire signé le 24 novembre")
        application.refresh_from_db()
        slip.refresh_from_db()
        assert (application.via, application.registration.registered_on) == ("paper", date(2026, 11, 24))
        assert (slip.state, slip.person) == (SlipState.KEYED, application.applicant)
        assert application.object_until - application.signed_at == timedelta(days=15), (
            "a letter goes, an answer comes back"
        )

    def test_the_postmark_of_the_letter_moves_the_day_of_a_draft_already_begun(
        self, desk: Client, claire: User, morning: datetime
    ) -> None:
        slip = self.returned(morning, date(2026, 11, 27))
        application = begin(desk, slip=slip.code)
        events.publish(LetterDated(slip.pk, date(2026, 11, 20)))
        application.refresh_from_db()
        assert application.asked_on == date(2026, 11, 20)

    def test_somebody_known_joins_their_own_file(self, desk: Client, morning: datetime) -> None:
        slip, awa = self.returned(morning, date(2026, 11, 24)), registered(last_name="Traoré")
        said = {"slip": slip.code, "first_name": "Awa", "identifier": awa.user.identifier}
        wrong = desk.post(f"{DESK}commencer/", said | {"last_name": "Dupont"})
        assert wrong.status_code == 422
        assert not Application.objects.exists()
        assert desk.post(f"{DESK}commencer/", said | {"last_name": "traoré"}).status_code == 302
        application = Application.objects.get()
        slip.refresh_from_db()
        assert (application.seeker, application.slip, slip.person) == (awa, slip.code, awa.user)

    def test_nobody_signs_with_who_is_not_there(self, desk: Client, morning: datetime) -> None:
        application = begin(desk, slip=self.returned(morning, date(2026, 11, 24)).code)
        fill(desk, application)
        page = desk.get(page_of(application, "relire")).content.decode()
        assert "Signer avec elle" not in page
        assert "Enregistrer le formulaire signé" in page

    def test_a_code_that_is_no_returned_registration_is_refused(self, desk: Client, morning: datetime) -> None:
        other = intake.print_slip(person=None, matter="registration", pages=4, actor=None, now=morning)
        for code in ("XXXXX", other.code):
            page = desk.post(f"{DESK}commencer/", {"slip": code, "first_name": "A", "last_name": "B", "via": "phone"})
            assert page.status_code == 422
        assert not Application.objects.exists()
