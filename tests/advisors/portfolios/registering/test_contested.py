"""A person says that the registration made with them is not right, and is answered."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.registration import services as registrations
from seekers.registration.models import Application, ObjectionAnswer
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import DESK, page_of
from tests.journeys.registering import begin_beside as begin
from tests.journeys.registering import fill_beside as fill
from tests.journeys.registering import sign_beside as sign
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.applying import filled

pytestmark = pytest.mark.django_db


class TestAContestedRegistration:
    ANSWER = {"answer": "kept", "words": "Nous avons relu vos dates ensemble."}

    @pytest.fixture
    def contested(self, desk: Client) -> Application:
        application = begin(desk)
        fill(desk, application)
        sign(desk, application)
        application.refresh_from_db()
        signed_in(application.applicant).post(
            "/inscription/signee/objection/", {"words": "Je n’ai jamais travaillé là"}
        )
        return application

    @pytest.mark.parametrize(
        ("answer", "decided", "following"),
        [
            ("kept", "reste comme elle est", "contester sa décision pendant deux mois"),
            ("withdrawn", "Vous avez retiré votre contestation", "rien à faire"),
        ],
    )
    def test_the_person_reads_what_was_decided_by_whom_and_what_can_follow(
        self, contested: Application, answer: str, decided: str, following: str
    ) -> None:
        colleague = advisor(full_name="Sarah Petit")
        signed_in(colleague).post(page_of(contested, "contestation"), {**self.ANSWER, "answer": answer})
        told = Message.objects.get(
            user=contested.applicant, kind="registration.objection_answered", channel="inbox"
        ).body
        theirs = signed_in(contested.applicant).get("/inscription/signee/").content.decode()
        for words in (decided, following, "Sarah Petit", "relu vos dates"):
            assert words in told
            assert words in theirs

    def test_a_colleague_may_keep_it_and_the_person_reads_why(self, desk: Client, contested: Application) -> None:
        colleague = advisor(full_name="Sarah Petit")
        address = page_of(contested, "contestation")
        page = signed_in(colleague).get(address).content.decode()
        assert "Je n’ai jamais travaillé là" in page
        assert "Boulangerie Durand" in page
        assert Entry.objects.filter(action="file.opened", subject=contested.applicant, actor=colleague).exists()
        assert signed_in(colleague).post(address, self.ANSWER).headers["Location"] == DESK
        told = Message.objects.filter(user=contested.applicant, kind="registration.objection_answered")
        assert "relu vos dates" in told.get(channel="inbox").body
        theirs = signed_in(contested.applicant).get("/inscription/signee/").content.decode()
        assert "Réponse de Sarah Petit" in theirs
        assert "relu vos dates" in theirs
        assert contested.applicant.full_name not in desk.get(DESK).content.decode(), "nobody waits any more"
        assert signed_in(advisor()).post(address, self.ANSWER).status_code == 404

    @pytest.mark.parametrize("answer", ["kept", "withdrawn"])
    def test_who_signed_it_may_not_say_alone_that_it_was_right(
        self, desk: Client, contested: Application, answer: str
    ) -> None:
        page = desk.post(page_of(contested, "contestation"), {**self.ANSWER, "answer": answer})
        assert page.status_code == 422
        assert "un collègue doit relire" in page.content.decode()
        contested.refresh_from_db()
        assert contested.objection_answered_at is None

    def test_correcting_begins_a_new_application_with_the_person(
        self, claire: User, desk: Client, contested: Application
    ) -> None:
        before = contested.answers
        answer = desk.post(page_of(contested, "contestation"), {**self.ANSWER, "answer": "corrected"})
        draft = Application.objects.drafts().get()
        assert answer.headers["Location"] == page_of(draft, f"etape/{draft.step}")
        contested.refresh_from_db()
        assert (draft.helper, draft.seeker, draft.via) == (claire, contested.seeker, "phone")
        assert (contested.answers, contested.objection_answer) == (before, "corrected"), (
            "what was signed is never changed"
        )

    @pytest.mark.parametrize("missing", ["answer", "words"])
    def test_an_answer_says_what_and_why(self, contested: Application, missing: str) -> None:
        page = signed_in(advisor()).post(page_of(contested, "contestation"), {**self.ANSWER, missing: ""})
        assert page.status_code == 422

    def test_the_service_refuses_no_words_and_a_second_answer(self, contested: Application, morning: datetime) -> None:
        def answer(words: str) -> None:
            registrations.answer_objection(
                application=contested,
                answer=ObjectionAnswer.KEPT,
                words=words,
                via="phone",
                actor=advisor(),
                now=morning,
            )

        with pytest.raises(registrations.ReasonMissing):
            answer(" \0")
        answer("Relu ensemble.")
        with pytest.raises(registrations.NothingToAnswer):
            answer("Encore.")

    def test_what_nobody_contested_has_no_answer(self, desk: Client, morning: datetime) -> None:
        draft = filled(now=morning)
        assert desk.get(page_of(draft, "contestation")).status_code == 404
