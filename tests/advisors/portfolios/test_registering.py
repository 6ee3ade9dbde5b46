"""Registering with a person on the telephone, from paper, from what they began; and saying who somebody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from portal import clock, events
from portal.accounts.models import PasswordReset, User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.intake import services as intake
from portal.intake.events import LetterDated
from portal.intake.models import SlipState
from portal.notifications.models import Message
from portal.states import transition
from seekers.profiles.models import Seeker
from seekers.registration import rules
from seekers.registration import services as registrations
from seekers.registration.models import Application, ApplicationState, ObjectionAnswer, Registration, Step
from tests.advisors.portfolios.factories import advisor
from tests.journeys.registering import DESK, page_of
from tests.journeys.registering import begin_beside as begin
from tests.journeys.registering import fill_beside as fill
from tests.journeys.registering import sign_beside as sign
from tests.portal.accounts.factories import signed_in
from tests.portal.reference.places import load_places
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.applying import NIR, begun, everything, filled, pages
from tests.seekers.registration.factories import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


@pytest.fixture
def here(db: None) -> None:
    """The communes and the trades that the pages look up."""
    load_places()


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


class TestWhoIsThis:
    def doubtful(self, by: User, morning: datetime) -> tuple[Seeker, Application]:
        known = SeekerFactory(first_name="Nadia", last_name="Lefort", nir=NIR, birth_date=date(1987, 4, 12))
        draft = filled(now=morning)
        waiting = registrations.sign(
            application=draft, answers=everything(), actor=by, consent_words="Oui", now=morning,
            confirmed=[each.key for each in _surprises(morning)],
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


def _surprises(now: datetime) -> list[Any]:
    return rules.surprises(everything(), clock.today())


def test_the_same_answers_open_the_same_registration_alone_and_beside_an_advisor(
    claire: User, desk: Client, morning: datetime
) -> None:
    application = begin(desk)
    fill(desk, application)
    sign(desk, application)
    application.refresh_from_db()
    kept = replace(everything(), identity=replace(everything().identity, nir=NIR)).to_json()
    assert application.answers == kept
