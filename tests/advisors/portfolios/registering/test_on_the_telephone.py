"""Registering with a person on the telephone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from portal.accounts.models import PasswordReset, User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.profiles.models import Seeker
from seekers.registration import services as registrations
from seekers.registration.models import ApplicationState, Registration, Step
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import DESK, page_of
from tests.journeys.registering import begin_beside as begin
from tests.journeys.registering import fill_beside as fill
from tests.journeys.registering import sign_beside as sign
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.applying import NIR, everything, pages

pytestmark = pytest.mark.django_db


class TestOnTheTelephone:
    def test_from_nothing_to_a_registration_with_its_proof_and_a_way_in(self, claire: User, desk: Client) -> None:
        application = begin(desk)
        fill(desk, application)
        page = desk.get(page_of(application, "relire")).content.decode()
        for read in ("Nadia Lefort", "2 87 04 99", "Boulangerie Durand", "Est-ce bien cela\u00a0?"):
            assert read in page
        answer = sign(desk, application)
        assert answer.headers["Location"] == page_of(application, "preuve")
        application.refresh_from_db()
        assert (application.state, application.via, application.signed_by) == (ApplicationState.SIGNED, "phone", claire)
        assert (application.consent_words, application.object_until - application.signed_at) == (
            "Oui, c’est bien cela",
            registrations.signing.OBJECTION,
        )
        registration = Registration.objects.get()
        assert registration.seeker == application.seeker == Seeker.objects.get(nir=NIR)
        assert application.applicant.has_role(Role.SEEKER)

    def test_the_person_is_told_and_gets_one_link_for_their_password(self, desk: Client) -> None:
        application = begin(desk)
        fill(desk, application)
        sign(desk, application)
        sent = Message.objects.filter(user=application.applicant)
        proof = sent.get(kind="portfolios.registered_with_you", channel="email")
        assert "avant le" in proof.body
        link = sent.filter(kind="account.invitation")
        assert list(link.values_list("channel", flat=True)) == ["email"], "a secret is never shown in the inbox"
        assert PasswordReset.objects.filter(user=application.applicant).count() == 1
        sign_again = desk.get(page_of(application, "relire"))
        assert sign_again.headers["Location"] == page_of(application, "preuve")
        words = desk.get(page_of(application, "preuve")).content.decode()
        assert application.applicant.identifier in words

    def test_who_has_only_a_telephone_gets_the_link_as_a_text(self, desk: Client) -> None:
        application = begin(desk)
        alone = replace(everything().contact, email="", preferred_channel="sms", phone="+33639981111")
        fill(desk, application, everything(contact=alone))
        sign(desk, application)
        link = Message.objects.get(user=application.applicant, kind="portfolios.choose_your_password")
        assert link.channel == "sms"
        assert "/compte/mot-de-passe/lien/" in link.body

    def test_the_person_may_object_for_48_hours(self, desk: Client) -> None:
        application = begin(desk)
        fill(desk, application)
        sign(desk, application)
        application.refresh_from_db()
        theirs = signed_in(application.applicant)
        assert "Ce n’est pas ce que j’ai dit" in theirs.get("/inscription/signee/").content.decode()
        theirs.post("/inscription/signee/objection/", {"words": "Je n’ai jamais travaillé là"})
        application.refresh_from_db()
        assert application.objected_at is not None
        assert "Je n’ai jamais travaillé là" in desk.get(DESK).content.decode()
        assert page_of(application, "contestation") in desk.get(DESK).content.decode()

    @pytest.mark.parametrize("missing", ["consent_words", "read_back"])
    def test_nothing_is_signed_without_the_words_and_the_reading(self, desk: Client, missing: str) -> None:
        application = begin(desk)
        fill(desk, application)
        assert sign(desk, application, **{missing: ""}).status_code == 422
        application.refresh_from_db()
        assert application.state == ApplicationState.DRAFT

    def test_what_is_missing_is_listed_and_cannot_be_signed(self, desk: Client) -> None:
        application = begin(desk)
        page = desk.get(page_of(application, "relire")).content.decode()
        assert "Il manque encore" in page
        assert "Signer avec elle" not in page

    def test_a_page_that_is_wrong_says_so_and_keeps_what_was_typed(self, desk: Client) -> None:
        application = begin(desk)
        wrong = {**pages()[Step.IDENTITY], "nir": ["12"], "edition": "0", "action": "next"}
        page = desk.post(page_of(application, "etape/identite"), wrong)
        assert page.status_code == 422
        assert 'value="12"' in page.content.decode()
        assert 'value="12"' in desk.get(page_of(application, "etape/identite")).content.decode()

    def test_rows_are_added_with_or_without_script(self, desk: Client) -> None:
        application = begin(desk)
        words = {**pages()[Step.SITUATION], "edition": "0", "action": "add:jobs"}
        where = page_of(application, "etape/situation")
        assert desk.post(where, words).headers["Location"] == f"{where}#jobs"
        part = desk.post(where, {**words, "edition": "9"}, headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="rows"')

    def test_each_opening_and_each_step_by_another_is_written(self, claire: User, desk: Client) -> None:
        application = begin(desk)
        desk.get(page_of(application, "etape/identite"))
        fill(desk, application)
        lines = Entry.objects.filter(subject=application.applicant, actor=claire)
        assert {"file.opened", "registration.step_by_other"} <= set(lines.values_list("action", flat=True))

    def test_a_colleague_does_not_see_it(self, desk: Client) -> None:
        application = begin(desk)
        other = signed_in(advisor())
        for where in ("etape/identite", "relire", "preuve"):
            assert other.get(page_of(application, where)).status_code == 404
            assert other.post(page_of(application, where)).status_code in {404, 405}
