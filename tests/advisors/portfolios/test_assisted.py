"""Declaring with a person: from their own draft, read back, agreed to, told, open to objection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from advisors.portfolios import aloud, services
from advisors.portfolios.models import AssistanceReason, AssistedDraft, CallResult, CallState, CallTask
from portal.accounts.models import User
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.declarations import services as declarations
from seekers.declarations.answers import Days
from seekers.declarations.models import Assistance, Declaration, Via
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.factories import asked, followed
from tests.seekers.declarations.browsing import SAID_NO, two_employers
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, bakery, said, sent, worked

pytestmark = pytest.mark.django_db
CONSENT = {"via": "phone", "consent_words": "oui,  c’est  bien cela", "read_back": "on"}


def step(seeker: Seeker, name: str = "") -> str:
    return f"/conseil/personnes/{seeker.user.public_id}/declarer/2026-11/{name}"


def read_of(desk: Client, seeker: Seeker) -> dict[str, str]:
    """What the page that is read aloud signs and sends back."""
    return {"read": desk.get(step(seeker, "relire/")).context["read"]}


def declare_nothing(desk: Client, seeker: Seeker, **changed: Any) -> Any:
    desk.post(step(seeker), SAID_NO)
    return desk.post(step(seeker, "relire/"), read_of(desk, seeker) | CONSENT | changed)


def current(seeker: Seeker) -> Any:
    declaration = Declaration.objects.filter(seeker=seeker, month=NOVEMBER).select_related("current").first()
    return declaration.current if declaration else None


def test_a_simple_month_with_the_person_s_agreement(claire: User, awa: Seeker, desk: Client) -> None:
    assert declare_nothing(desk, awa).headers["Location"] == step(awa, "preuve/")
    version = current(awa)
    assert (version.via, version.filed_by) == (Via.PHONE, claire)
    assistance = Assistance.objects.get(version=version)
    assert (assistance.advisor, assistance.consent_words) == (claire, "oui, c’est bien cela")
    page = desk.get(step(awa, "preuve/")).content.decode()
    assert version.receipt in page
    assert aloud.spelled(version.receipt) in page


def test_the_person_is_told_and_reads_who_did_it(claire: User, awa: Seeker, desk: Client) -> None:
    declare_nothing(desk, awa)
    assert Message.objects.inbox_of(awa.user).filter(kind="declarations.assisted").exists()
    assert Entry.objects.about(awa.user).filter(action="declarations.assisted", actor=claire).exists()


@pytest.mark.parametrize("missing", ["read_back", "consent_words", "via"])
def test_nothing_leaves_without_reading_back_and_agreeing(awa: Seeker, desk: Client, missing: str) -> None:
    assert declare_nothing(desk, awa, **{missing: ""}).status_code == 422
    assert current(awa) is None


def test_a_code_that_no_form_can_bear_is_no_form(awa: Seeker, desk: Client) -> None:
    assert desk.get(step(awa), {"slip": "LX88\0"}).status_code == 404
    assert desk.post("/conseil/formulaires/", {"slip": "LX88\0"}).status_code == 404


def test_once_the_month_is_closed_nobody_reads_that_it_is_still_to_send(
    awa: Seeker, desk: Client, at: Callable[[datetime], None]
) -> None:
    assert "À envoyer <strong>jusqu’au mardi 15 décembre à minuit</strong>" in desk.get(step(awa)).content.decode()
    at(CLOSED)
    page = desk.get(step(awa)).content.decode()
    assert "À envoyer" not in page
    assert "elle est terminée" in page


def test_the_mode_is_always_on_the_screen(awa: Seeker, desk: Client) -> None:
    desk.post(step(awa), SAID_NO)
    for name in ("", "relire/"):
        assert "Mode accompagné" in desk.get(step(awa, name)).content.decode()


class TestBesideThePersonsOwnDraft:
    @pytest.fixture
    def draft(self, awa: Seeker, morning: datetime) -> Declaration:
        """Awa has begun on her telephone: she worked."""
        early = morning - timedelta(hours=1)
        answers = worked(bakery())
        saved = declarations.save_draft(
            seeker=awa, month=NOVEMBER, answers=answers, step="details", actor=awa.user, now=early
        )
        return saved.declaration

    def test_the_advisor_starts_from_it_and_is_told(self, awa: Seeker, draft: Declaration, desk: Client) -> None:
        page = desk.get(step(awa))
        assert "Vous partez du brouillon de la personne" in page.content.decode()
        assert page.context["form"]["worked"].value() == "yes"

    def test_half_filled_answers_leave_it_as_it_was(self, awa: Seeker, draft: Declaration, desk: Client) -> None:
        before = (draft.draft, draft.draft_saved_at)
        desk.post(step(awa), SAID_NO | {"action": "later"})
        draft.refresh_from_db()
        assert (draft.draft, draft.draft_saved_at) == before
        assert AssistedDraft.objects.get().answers["worked"] is False

    def test_a_change_by_the_person_meanwhile_is_shown_and_can_be_taken(
        self, awa: Seeker, draft: Declaration, desk: Client, morning: datetime
    ) -> None:
        desk.post(step(awa), SAID_NO | {"action": "later"})
        declarations.save_draft(
            seeker=awa, month=NOVEMBER, answers=said(training=True), step="month", actor=awa.user,
            now=morning + timedelta(minutes=5), seen_at=draft.draft_saved_at,
        )  # fmt: skip
        assert "La personne a changé son brouillon entre-temps" in desk.get(step(awa)).content.decode()
        desk.post(step(awa), {"action": "restart"})
        assert desk.get(step(awa)).context["form"]["training"].value() == "yes"

    def test_it_is_gone_once_the_month_is_sent(self, awa: Seeker, draft: Declaration, desk: Client) -> None:
        declare_nothing(desk, awa)
        draft.refresh_from_db()
        assert draft.draft is None
        assert not AssistedDraft.objects.exists()


def test_what_the_person_sends_meanwhile_is_never_overwritten(awa: Seeker, desk: Client, morning: datetime) -> None:
    desk.post(step(awa), SAID_NO)
    read = read_of(desk, awa)
    theirs = sent(awa, worked(bakery()), now=morning)
    answer = desk.post(step(awa, "relire/"), read | CONSENT)
    assert answer.status_code == 409
    assert "Boulangerie Abel" in answer.content.decode()
    assert current(awa) == theirs


def test_the_button_pressed_twice_sends_once(awa: Seeker, desk: Client) -> None:
    desk.post(step(awa), SAID_NO)
    read = read_of(desk, awa)
    for _press in range(2):
        assert desk.post(step(awa, "relire/"), read | CONSENT).status_code == 302
    assert current(awa).number == 1
    assert Assistance.objects.count() == 1


def test_a_page_read_for_somebody_else_sends_nothing(claire: User, awa: Seeker, desk: Client) -> None:
    other = followed(claire, first_name="Bela")
    for person in (awa, other):
        desk.post(step(person), SAID_NO)
    answer = desk.post(step(other, "relire/"), read_of(desk, awa) | CONSENT)
    assert answer.headers["Location"] == step(other, "relire/")
    assert current(other) is None


def test_employers_carried_over_corrected_and_kept_as_typed(awa: Seeker, desk: Client, morning: datetime) -> None:
    desk.post(step(awa), SAID_NO | {"worked": "yes"})
    row = {
        "employers-TOTAL_FORMS": "1",
        "employers-INITIAL_FORMS": "0",
        "employers-0-name": "Crèche",
        "employers-0-pay": "12,3O",
    }
    assert desk.post(step(awa, "details/"), row | {"action": "next"}).status_code == 422
    assert 'value="12,3O"' in desk.get(step(awa, "details/")).content.decode()
    more = desk.post(step(awa, "details/"), row | {"action": "add:employers"}, headers={"HX-Request": "true"})
    assert more.content.decode().count("Retirer l’employeur") == 2
    good = row | {"employers-0-time_hours": "40", "employers-0-pay": "600", "employers-0-ended": "no"}
    assert desk.post(step(awa, "details/"), good).headers["Location"] == step(awa, "relire/")
    page = desk.get(step(awa, "relire/")).content.decode()
    assert "Chez Crèche\u00a0: 40\u00a0h, pour 600,00\u00a0€ brut. Ce contrat continue." in page


def test_a_surprise_is_confirmed_by_the_person_before_sending(
    claire: User, awa: Seeker, desk: Client, morning: datetime
) -> None:
    draft = {"answers": worked(bakery(gross_cents=10_000)), "typed": None, "own_saved_at": None, "base_version": 0}
    services.save_assisted(seeker=awa, month=NOVEMBER, **draft, actor=claire, now=morning)
    read = read_of(desk, awa)
    refused = desk.post(step(awa, "relire/"), read | CONSENT)
    assert refused.status_code == 422
    assert "moins que le salaire minimum" in refused.content.decode()
    key = refused.context["unconfirmed"][0].key
    assert desk.post(step(awa, "relire/"), read | CONSENT | {"confirmed": key}).status_code == 302


def test_after_closing_an_advisor_may_still_declare(awa: Seeker, desk: Client, at: Any) -> None:
    at(CLOSED)
    assert declare_nothing(desk, awa).status_code == 302
    assert current(awa) is not None


def test_a_month_that_is_not_open_is_refused_in_words(awa: Seeker, desk: Client) -> None:
    answer = desk.get(step(awa).replace("2026-11", "2026-12"))
    assert answer.status_code == 409
    assert "ne peut pas encore être déclaré" in answer.content.decode()


def test_the_call_is_settled_by_declaring_together(claire: User, awa: Seeker, desk: Client, morning: datetime) -> None:
    call = asked(awa, now=morning)
    declare_nothing(desk, awa)
    call.refresh_from_db()
    assert (call.state, call.result, call.settled_by) == (CallState.DONE, CallResult.DONE_TOGETHER, claire)


class TestWhenThePersonObjects:
    @pytest.fixture
    def objected(self, awa: Seeker, desk: Client, morning: datetime) -> Client:
        declare_nothing(desk, awa)
        theirs = Client()
        theirs.force_login(awa.user)
        theirs.post("/declarations/2026-11/objection/", {"words": "J’ai travaillé deux jours."})
        return theirs

    def test_the_advisor_has_a_call_to_make_with_its_reason(self, awa: Seeker, objected: Client, desk: Client) -> None:
        call = CallTask.objects.get()
        assert call.reasons == [AssistanceReason.OBJECTED]
        assert "Conteste la déclaration faite avec un conseiller" in desk.get("/conseil/appels/").content.decode()

    def test_the_file_shows_the_person_s_own_words(self, awa: Seeker, objected: Client, desk: Client) -> None:
        page = desk.get(f"/conseil/personnes/{awa.user.public_id}/").content.decode()
        assert "J’ai travaillé deux jours." in page

    def test_the_receipt_keeps_their_words_and_saying_it_again_leads_there(self, objected: Client) -> None:
        receipt, objection = "/declarations/2026-11/recu/", "/declarations/2026-11/objection/"
        assert "«\u00a0J’ai travaillé deux jours.\u00a0»" in objected.get(receipt).content.decode()
        for again in (objected.get(objection), objected.post(objection, {"words": "Encore"})):
            assert again.headers["Location"] == receipt
        assert Assistance.objects.get().objection == "J’ai travaillé deux jours."

    def test_the_link_of_the_message_still_leads_somewhere_after_the_48_hours(
        self, awa: Seeker, desk: Client, morning: datetime, at: Callable[[datetime], None]
    ) -> None:
        declare_nothing(desk, awa)
        at(morning + timedelta(hours=49))
        theirs = Client()
        theirs.force_login(awa.user)
        answer = theirs.get("/declarations/2026-11/objection/", follow=True)
        assert answer.redirect_chain == [("/declarations/2026-11/recu/", 302)]
        assert "Le délai pour le dire en ligne est passé" in answer.content.decode()

    def test_once_the_month_is_closed_they_read_that_somebody_calls(
        self, awa: Seeker, desk: Client, at: Callable[[datetime], None]
    ) -> None:
        at(CLOSED)
        declare_nothing(desk, awa)
        theirs = Client()
        theirs.force_login(awa.user)
        answer = theirs.post("/declarations/2026-11/objection/", {"words": "Non"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/declarations/2026-11/recu/"
        assert "Un conseiller vous rappelle pour corriger avec vous." in answer.content.decode()

    def test_once_corrected_together_there_is_nobody_to_call(self, awa: Seeker, objected: Client, desk: Client) -> None:
        answers = SAID_NO | {"worked": "yes"}
        desk.post(step(awa), answers)
        row = {
            "employers-TOTAL_FORMS": "1", "employers-INITIAL_FORMS": "0", "employers-0-name": "Crèche",
            "employers-0-time_hours": "14", "employers-0-pay": "200", "employers-0-ended": "no",
        }  # fmt: skip
        desk.post(step(awa, "details/"), row)
        assert desk.post(step(awa, "relire/"), read_of(desk, awa) | CONSENT).status_code == 302
        assert current(awa).number == 2
        assert CallTask.objects.get().state == CallState.DONE


def test_every_answer_is_said_aloud() -> None:
    words = " ".join(aloud.sentences(two_employers(), NOVEMBER))
    for piece in (
        "En novembre 2026, vous avez travaillé pour 2 employeurs.",
        "Chez Crèche Les Lilas\u00a0: 42\u00a0h\u00a030, pour 570,30\u00a0€ brut. Ce contrat continue.",
        "Ce montant est estimé, en attendant votre fiche de paie. Ce contrat est terminé.",
        "Vous avez été en arrêt maladie du 3 novembre 2026 au 9 novembre 2026.",
        "Vous n’avez pas suivi de formation.",
        "Vous cherchez toujours un emploi, et votre inscription continue.",
    ):
        assert piece in words


def test_an_end_is_said_aloud_with_its_day_and_its_reason() -> None:
    ending = said(still_looking=False, ends_on=NOVEMBER.last, end_reason="found_work", end_confirmed=True)
    last = aloud.sentences(ending, NOVEMBER)[-1]
    assert last.endswith("votre inscription prend fin le 30 novembre 2026. Raison\u00a0: reprise d’emploi.")


def test_stretches_are_said_each() -> None:
    first, second = Days(NOVEMBER.first, NOVEMBER.first), Days(NOVEMBER.last)
    training = said(training=True, spans=(("training", first), ("training", second)))
    words = "Vous avez suivi une formation le 1er novembre 2026 et à partir du 30 novembre 2026, et cela continue."
    assert words in aloud.sentences(training, NOVEMBER)
