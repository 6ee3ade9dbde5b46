"""A draft that a person hands to an advisor in the middle."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from portal.accounts.models import User
from seekers.registration import services as registrations
from seekers.registration.models import Application
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import DESK, page_of
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.applying import begun

pytestmark = pytest.mark.django_db


class TestAHandedDraft:
    def handed(self, morning: datetime) -> Application:
        draft = begun(morning)
        return registrations.hand_over(application=draft, actor=draft.applicant, now=morning)

    def test_stands_in_the_list_is_accepted_and_the_person_sees_by_whom(
        self, claire: User, desk: Client, morning: datetime
    ) -> None:
        draft = self.handed(morning)
        assert "Nadia Lefort" in desk.get(DESK).content.decode()
        answer = desk.post(page_of(draft, "accepter"), {"via": "phone"})
        assert answer.headers["Location"] == page_of(draft, "etape/identite")
        theirs = signed_in(draft.applicant).get("/inscription/etape/identite/").content.decode()
        assert "Claire Martin s’occupe de votre demande" in theirs

    def test_another_advisor_is_told_who_has_it(self, claire: User, desk: Client, morning: datetime) -> None:
        draft = self.handed(morning)
        desk.post(page_of(draft, "accepter"), {"via": "phone"})
        refused = signed_in(advisor()).post(page_of(draft, "accepter"), {"via": "phone"}, follow=True)
        assert "Claire Martin s’occupe déjà" in refused.content.decode()

    def test_the_person_takes_it_back_and_the_advisor_s_pages_are_gone(self, desk: Client, morning: datetime) -> None:
        draft = self.handed(morning)
        desk.post(page_of(draft, "accepter"), {"via": "agency"})
        signed_in(draft.applicant).post("/inscription/avec-un-conseiller/")
        draft.refresh_from_db()
        assert (draft.helper, draft.handed_at, draft.via) == (None, None, "web")
        assert desk.get(page_of(draft, "etape/identite")).status_code == 404
        assert desk.post(page_of(draft, "accepter"), {"via": "phone"}).status_code == 404

    def test_what_was_never_handed_cannot_be_taken(self, desk: Client, morning: datetime) -> None:
        draft = begun(morning)
        assert desk.post(page_of(draft, "accepter"), {"via": "phone"}).status_code == 404
        with pytest.raises(registrations.NotHanded):
            registrations.accept(application=draft, via="phone", actor=advisor(), now=morning)
