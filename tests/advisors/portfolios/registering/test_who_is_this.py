"""Saying who somebody is, when a number or an address is known here."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from portal import clock
from portal.accounts.models import User
from portal.audit.models import Entry
from seekers.profiles.models import Seeker
from seekers.registration import rules
from seekers.registration import services as registrations
from seekers.registration.models import Application, ApplicationState
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import DESK, page_of
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.applying import NIR, everything, filled

pytestmark = pytest.mark.django_db


class TestWhoIsThis:
    def doubtful(self, by: User, morning: datetime) -> tuple[Seeker, Application]:
        known = SeekerFactory(first_name="Nadia", last_name="Lefort", nir=NIR, birth_date=date(1987, 4, 12))
        draft = filled(now=morning)
        waiting = registrations.sign(
            application=draft, answers=everything(), actor=by, consent_words="Oui", now=morning,
            confirmed=[each.key for each in rules.surprises(everything(), clock.today())],
        )  # fmt: skip
        assert waiting.state == ApplicationState.TO_CHECK
        return known, waiting

    def test_both_files_are_shown_and_their_opening_written(self, desk: Client, morning: datetime) -> None:
        known, waiting = self.doubtful(advisor(), morning)
        assert "Nadia Lefort" in desk.get(DESK).content.decode()
        words = desk.get(page_of(waiting, "verifier")).content.decode()
        assert "numéro de sécurité sociale est celui d’un autre dossier" in words
        assert known.user.identifier in words
        opened = Entry.objects.filter(action="file.opened").values_list("subject", flat=True)
        assert set(opened) == {known.user_id, waiting.applicant_id}

    def test_the_same_person_gets_it_in_their_file(self, claire: User, desk: Client, morning: datetime) -> None:
        known, waiting = self.doubtful(advisor(), morning)
        typed = {"outcome": "same_person", "reason": "Appelée, carte d’identité vue"}
        assert desk.post(page_of(waiting, "verifier"), typed).status_code == 422, "which file?"
        desk.post(page_of(waiting, "verifier"), {**typed, "seeker": str(known.pk)})
        waiting.refresh_from_db()
        assert (waiting.state, waiting.seeker) == (ApplicationState.SIGNED, known)
        line = Entry.objects.get(action="registration.application.signed")
        assert (line.actor, line.reason) == (claire, "Appelée, carte d’identité vue")

    def test_another_person_is_registered_without_the_number(self, desk: Client, morning: datetime) -> None:
        known, waiting = self.doubtful(advisor(), morning)
        desk.post(page_of(waiting, "verifier"), {"outcome": "other_person", "reason": "Numéro mal recopié"})
        waiting.refresh_from_db()
        assert waiting.seeker != known
        assert waiting.seeker.nir is None

    def test_a_reason_is_needed_and_a_stranger_s_file_is_never_chosen(self, desk: Client, morning: datetime) -> None:
        _known, waiting = self.doubtful(advisor(), morning)
        stranger = SeekerFactory()
        assert desk.post(page_of(waiting, "verifier"), {"outcome": "not_genuine", "reason": ""}).status_code == 422
        typed = {"outcome": "same_person", "reason": "Vue", "seeker": str(stranger.pk)}
        assert desk.post(page_of(waiting, "verifier"), typed).status_code == 422
        waiting.refresh_from_db()
        assert waiting.state == ApplicationState.TO_CHECK

    def test_who_signed_it_with_the_person_does_not_settle_it(
        self, claire: User, desk: Client, morning: datetime
    ) -> None:
        known, waiting = self.doubtful(claire, morning)
        assert "un collègue doit la vérifier" in desk.get(page_of(waiting, "verifier")).content.decode()
        typed = {"outcome": "same_person", "reason": "Vue", "seeker": str(known.pk)}
        assert desk.post(page_of(waiting, "verifier"), typed).status_code == 422
        waiting.refresh_from_db()
        assert waiting.state == ApplicationState.TO_CHECK
