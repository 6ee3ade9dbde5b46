"""Acting for a person: their agreement first, their own services, the proof, and 48 hours to say no."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from advisors.portfolios import services
from advisors.portfolios.acts import ACTS
from advisors.portfolios.models import ActState, Agreement, AssistedAct, CallTask
from advisors.portfolios.permissions import MayNotSettle
from portal import clock
from portal.accounts.models import User
from portal.audit.models import Entry
from portal.documents.models import Document
from portal.documents.models import Via as DocumentVia
from portal.documents.permissions import may_open
from portal.notifications.models import Message
from portal.states import IllegalTransition
from seekers.help.models import HelpRequest
from seekers.profiles.models import Seeker
from seekers.registration.models import Application
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import signed_in
from tests.portal.documents.conftest import folder
from tests.portal.documents.making import jpeg
from tests.seekers.registration.applying import filled
from tests.seekers.registration.factories import registered

__all__ = ["folder"]
pytestmark = pytest.mark.django_db

IBAN = "FR7630006000011234567890189"


def acting(seeker: Seeker, *more: str) -> str:
    return "/".join([f"/conseil/personnes/{seeker.user.public_id}/agir", *more]) + "/"


@pytest.fixture
def agreed(claire: User, awa: Seeker) -> Agreement:
    return services.agree(person=awa.user, via="phone", words="oui, faites-le", actor=claire, now=clock.now())


def new_account(desk: Client, awa: Seeker, **more: Any) -> Any:
    said = {"iban": IBAN, "holder": str(awa), "once": str(uuid4())} | more
    return desk.post(acting(awa, "compte"), said)


def done_account(desk: Client, awa: Seeker) -> AssistedAct:
    assert new_account(desk, awa).status_code == 302
    return AssistedAct.objects.of(awa.user)[0]


class TestTheAgreement:
    def test_nothing_is_offered_before_the_words(self, desk: Client, awa: Seeker) -> None:
        page = desk.get(acting(awa)).content.decode()
        assert "Ses mots" in page
        assert "Changer de compte" not in page
        assert desk.get(acting(awa, "compte")).url == acting(awa)
        assert new_account(desk, awa).url == acting(awa)
        assert not awa.bank_accounts.exists()

    @pytest.mark.parametrize("said", [{"via": "phone"}, {"words": "oui"}, {"via": "telepathy", "words": "oui"}])
    def test_it_says_how_and_in_which_words(self, desk: Client, awa: Seeker, said: dict[str, str]) -> None:
        assert desk.post(acting(awa), said).status_code == 422
        assert not Agreement.objects.exists()

    def test_it_opens_the_acts_and_ends_with_the_conversation(self, desk: Client, awa: Seeker) -> None:
        desk.post(acting(awa), {"via": "phone", "words": "oui, changez mon compte"})
        assert "Changer de compte" in desk.get(acting(awa)).content.decode()
        assert Entry.objects.filter(action="portfolios.agreed", subject=awa.user).count() == 1
        desk.post(acting(awa), {"action": "end"})
        assert new_account(desk, awa).url == acting(awa)
        assert not awa.bank_accounts.exists()

    def test_it_lasts_an_hour(self, agreed: Agreement, claire: User, awa: Seeker, at: Any) -> None:
        late = agreed.agreed_at + timedelta(minutes=61)
        with pytest.raises(services.AgreementMissing):
            self._change(agreed, claire, awa, late)

    def test_it_is_given_to_one_advisor(self, agreed: Agreement, awa: Seeker) -> None:
        with pytest.raises(services.AgreementMissing):
            self._change(agreed, advisor(), awa, clock.now())

    def test_noted_twice_it_is_one(self, agreed: Agreement, claire: User, awa: Seeker) -> None:
        again = services.agree(person=awa.user, via="phone", words="oui", actor=claire, now=clock.now())
        assert again.pk == agreed.pk

    def test_it_ends_with_the_conversation_even_when_a_page_had_read_it(
        self, agreed: Agreement, claire: User, awa: Seeker
    ) -> None:
        services.end_conversation(agreement=agreed, actor=claire, now=clock.now())
        with pytest.raises(services.AgreementMissing):
            self._change(agreed, claire, awa, clock.now())

    def test_a_draft_of_which_a_colleague_takes_care_opens_no_person(self, claire: User, desk: Client) -> None:
        draft = services.begin_with(
            first_name="Lila", last_name="Brun", via="phone", actor=advisor(), now=clock.now()
        )  # fmt: skip
        assert desk.get(f"/conseil/personnes/{draft.applicant.public_id}/agir/").status_code == 404

    def test_outside_the_portfolio_nobody_exists(self, awa: Seeker) -> None:
        stranger = signed_in(advisor())
        assert stranger.get(acting(awa)).status_code == 404
        assert stranger.post(acting(awa), {"via": "phone", "words": "oui"}).status_code == 404

    def _change(self, agreement: Agreement, actor: User, awa: Seeker, now: datetime) -> None:
        act = ACTS["effacer-besoins"]
        subject = ACTS["compte"].subjects(awa.user, now)
        services.act_for(
            agreement=agreement, act=act, subject=next(iter(subject)), form=None, once=uuid4(), actor=actor, now=now
        )


class TestAnAct:
    def test_it_is_done_told_and_written_down(self, desk: Client, awa: Seeker, claire: User, agreed: Agreement) -> None:
        act = done_account(desk, awa)
        assert awa.bank_accounts.live().get().iban == IBAN
        assert act.state == ActState.DONE
        assert act.object_until == act.done_at + timedelta(hours=48)
        entry = Entry.objects.get(action="portfolios.acted", subject=awa.user)
        assert (entry.actor, entry.details["act"]) == (claire, "compte")
        told = Message.objects.filter(user=awa.user, kind="portfolios.done_for_you", channel="inbox").get()
        assert "0189" in told.body
        assert "Claire Martin" in told.body
        assert IBAN not in told.body

    def test_who_agreed_in_a_letter_has_fifteen_days(self, desk: Client, awa: Seeker, claire: User) -> None:
        services.agree(person=awa.user, via="post", words="ma lettre du 20", actor=claire, now=clock.now())
        act = done_account(desk, awa)
        assert act.object_until == act.done_at + timedelta(days=15)

    def test_a_page_posted_twice_is_one_act(self, desk: Client, awa: Seeker, agreed: Agreement) -> None:
        once = str(uuid4())
        new_account(desk, awa, once=once)
        new_account(desk, awa, once=once)
        assert AssistedAct.objects.count() == 1

    def test_a_page_of_the_conversation_before_is_still_one_act(
        self, desk: Client, awa: Seeker, claire: User, agreed: Agreement
    ) -> None:
        once = str(uuid4())
        new_account(desk, awa, once=once)
        services.end_conversation(agreement=agreed, actor=claire, now=clock.now())
        services.agree(person=awa.user, via="phone", words="oui encore", actor=claire, now=clock.now())
        assert new_account(desk, awa, once=once).status_code == 302
        assert AssistedAct.objects.count() == 1

    def test_the_number_of_the_page_of_somebody_else_does_nothing(
        self, desk: Client, awa: Seeker, claire: User, agreed: Agreement
    ) -> None:
        act = done_account(desk, awa)
        other = followed(claire)
        services.agree(person=other.user, via="phone", words="oui", actor=claire, now=clock.now())
        assert new_account(desk, other, once=str(act.public_id)).status_code == 422
        assert not other.bank_accounts.exists()

    def test_what_the_service_refuses_changes_nothing(self, desk: Client, awa: Seeker, agreed: Agreement) -> None:
        assert new_account(desk, awa, iban="FR76").status_code == 422
        assert not AssistedAct.objects.exists()
        assert not Message.objects.filter(kind="portfolios.done_for_you").exists()

    def test_whoever_gave_an_account_does_not_end_its_wait(self, desk: Client, awa: Seeker, agreed: Agreement) -> None:
        done_account(desk, awa)
        new_account(desk, awa, iban="FR1420041010050500013M02606")
        waits = awa.bank_accounts.live().get()
        assert waits.held_until is not None
        desk.post(f"/conseil/personnes/{awa.user.public_id}/compte/{waits.pk}/", {"reason": "vu son RIB"})
        waits.refresh_from_db()
        assert waits.held_until is not None

    def test_a_call_back_is_promised(self, desk: Client, awa: Seeker, agreed: Agreement) -> None:
        said = {"moment": "soon", "phone": "06 39 98 12 34", "words": "ma retraite"}
        assert desk.post(acting(awa, "rappel"), said).status_code == 302
        assert HelpRequest.objects.of(awa.user).open().get().words == "ma retraite"
        assert desk.post(acting(awa, "rappel"), said).url == acting(awa), "one waits already"

    @pytest.mark.parametrize("code", sorted(ACTS))
    def test_every_act_either_shows_its_form_or_says_it_cannot(
        self, desk: Client, awa: Seeker, agreed: Agreement, code: str
    ) -> None:
        subjects = list(ACTS[code].subjects(awa.user, clock.now()))
        assert len({each.key for each in subjects}) == len(subjects)
        where = [code, subjects[0].key] if subjects and subjects[0].key else [code]
        answer = desk.get(acting(awa, *where))
        assert answer.status_code == (200 if subjects else 302)

    def test_an_act_that_does_not_exist_is_no_page(self, desk: Client, awa: Seeker, agreed: Agreement) -> None:
        assert desk.get(acting(awa, "mot-de-passe")).status_code == 404


@pytest.mark.usefixtures("folder")
class TestADocument:
    def photo(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("rib.jpg", jpeg(), content_type="image/jpeg")

    def test_it_is_received_as_brought_by_an_advisor(
        self, desk: Client, awa: Seeker, claire: User, agreed: Agreement
    ) -> None:
        answer = desk.post(acting(awa, "document", "bank_details"), {"chosen": self.photo()})
        assert answer.status_code == 302
        document = Document.objects.get(person=awa.user)
        assert (document.via, document.kind) == (DocumentVia.ASSISTED, "bank_details")
        assert Entry.objects.filter(action="documents.document.waiting", subject=awa.user, actor=claire).exists()
        assert "rib" in AssistedAct.objects.get().done.lower()

    def test_the_same_bad_files_are_refused_with_the_same_sentence(
        self, desk: Client, awa: Seeker, agreed: Agreement
    ) -> None:
        empty = SimpleUploadedFile("rien.pdf", b"", content_type="application/pdf")
        answer = desk.post(acting(awa, "document", "bank_details"), {"chosen": empty})
        assert answer.status_code == 422
        assert "est vide" in answer.content.decode()
        assert not Document.objects.exists()
        assert not AssistedAct.objects.exists()

    def test_it_is_taken_back_at_their_word_and_never_by_a_stranger(
        self, desk: Client, awa: Seeker, agreed: Agreement
    ) -> None:
        desk.post(acting(awa, "document", "identity"), {"chosen": self.photo()})
        document = Document.objects.get()
        desk.post(acting(awa, "retirer-document", str(document.public_id)))
        document.refresh_from_db()
        assert document.state == "withdrawn"


@pytest.mark.usefixtures("folder")
class TestADocumentOfSomebodyWhoRegisters:
    def photo(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("carte.jpg", jpeg(), content_type="image/jpeg")

    def test_it_is_sent_from_the_journey_and_seen_there(self, desk: Client, claire: User) -> None:
        draft = filled(now=clock.now())
        Application.objects.filter(pk=draft.pk).update(helper=claire, handed_at=clock.now())
        journey = f"/conseil/inscrire/{draft.public_id}/etape/documents/"
        send = f"/conseil/personnes/{draft.applicant.public_id}/agir/document/identity/"
        assert send in desk.get(journey).content.decode()
        services.agree(person=draft.applicant, via="email", words="e-mail du 21", actor=claire, now=clock.now())
        assert desk.post(send, {"chosen": self.photo()}).status_code == 302
        assert "Reçu" in desk.get(journey).content.decode()
        document = Document.objects.get(person=draft.applicant)
        assert may_open(claire, document)
        assert not may_open(advisor(), document)

    def test_nobody_acts_for_an_applicant_whose_draft_is_not_theirs(self, desk: Client) -> None:
        draft = filled(now=clock.now())
        assert desk.get(f"/conseil/personnes/{draft.applicant.public_id}/agir/").status_code == 404


class TestAnObjection:
    @pytest.fixture
    def act(self, desk: Client, awa: Seeker, agreed: Agreement) -> AssistedAct:
        return done_account(desk, awa)

    @pytest.fixture
    def objected(self, act: AssistedAct) -> AssistedAct:
        return services.object_to_act(act=act, words="jamais dit", actor=act.person, now=clock.now())

    def test_the_person_says_it_in_two_presses(self, act: AssistedAct, awa: Seeker) -> None:
        browser = signed_in(awa.user)
        assert "Ce n’est pas ce que j’ai demandé" in browser.get("/conseil/fait-pour-moi/").content.decode()
        page = f"/conseil/fait-pour-moi/{act.public_id}/"
        assert browser.post(page, {"words": ""}).status_code == 422
        browser.post(page, {"words": "ce n’est pas mon compte"})
        act.refresh_from_db()
        assert (act.state, act.objection) == (ActState.OBJECTED, "ce n’est pas mon compte")
        assert CallTask.objects.get(seeker=awa).reasons == ["objected_act"]

    def test_nobody_else_sees_it(self, act: AssistedAct) -> None:
        other = signed_in(registered().user)
        assert other.get(f"/conseil/fait-pour-moi/{act.public_id}/").status_code == 404

    def test_not_after_48_hours(self, act: AssistedAct) -> None:
        with pytest.raises(services.CannotObject):
            services.object_to_act(act=act, words="non", actor=act.person, now=act.object_until)

    @pytest.mark.parametrize("answer", [ActState.KEPT, ActState.WITHDRAWN])
    def test_whoever_did_it_does_not_say_alone_that_it_was_right(
        self, objected: AssistedAct, claire: User, answer: ActState
    ) -> None:
        with pytest.raises(MayNotSettle):
            services.answer_act(act=objected, answer=answer, words="relu", actor=claire, now=clock.now())

    @pytest.mark.parametrize("answer", [ActState.KEPT, ActState.WITHDRAWN, ActState.CORRECTED])
    def test_a_colleague_answers_once_and_the_person_reads_what_and_by_whom(
        self, objected: AssistedAct, answer: ActState
    ) -> None:
        paul = advisor(full_name="Paul Berger")
        colleague = signed_in(paul)
        assert "jamais dit" in colleague.get("/conseil/inscrire/").content.decode()
        page = f"/conseil/desaccords/{objected.public_id}/"
        assert colleague.get(page).status_code == 200
        assert colleague.post(page, {"answer": answer}).status_code == 422
        assert colleague.post(page, {"answer": answer, "words": "relu ensemble"}).status_code == 302
        objected.refresh_from_db()
        assert (objected.state, objected.answered_by) == (answer, paul)
        told = Message.objects.get(user=objected.person, kind="portfolios.act_answered", channel="inbox").body
        assert "Paul Berger" in told
        assert "relu ensemble" in told
        assert str(answer.label) in told
        assert "relu ensemble" in signed_in(objected.person).get("/conseil/fait-pour-moi/").content.decode()
        assert colleague.get(page).status_code == 404
        with pytest.raises(IllegalTransition):
            services.answer_act(act=objected, answer=answer, words="encore", actor=paul, now=clock.now())

    def test_an_answer_has_words(self, objected: AssistedAct) -> None:
        with pytest.raises(services.AnswerMissing):
            services.answer_act(
                act=objected, answer=ActState.KEPT, words=" ", actor=advisor(), now=clock.now()
            )  # fmt: skip


def test_home_says_what_was_done_until_it_is_old(desk: Client, awa: Seeker, agreed: Agreement) -> None:
    act = done_account(desk, awa)
    browser = signed_in(awa.user)
    assert "Fait pour vous par un conseiller" in browser.get("/").content.decode()
    AssistedAct.objects.filter(pk=act.pk).update(object_until=clock.now())
    assert "Fait pour vous par un conseiller" not in browser.get("/").content.decode()
