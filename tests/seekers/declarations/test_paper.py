"""The month on paper: its form, its typing, its pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from advisors.portfolios import services as portfolios
from portal import clock
from portal.audit.models import Entry
from portal.intake import printing
from portal.intake.models import Letter, Slip, SlipState
from portal.intake.papers import Paper
from portal.notifications.models import Message
from seekers.declarations import papers, services
from seekers.declarations.models import Assistance, Declaration, Window
from seekers.declarations.tasks import post_forms
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from tests.factories import advisor, operator
from tests.portal.accounts.factories import signed_in as staff
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.declarations.factories import NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.declarations.paper import JUST_CLOSED, late, on_paper, printed, returned, typed
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def window() -> Window:
    return services.ensure_window(NOVEMBER)


class TestTheForm:
    def test_it_bears_the_name_the_month_and_last_months_employers_on_three_tagged_pages(self, window: Window) -> None:
        seeker = registered(first_name="Awa", last_name="D" * 60)
        sent(
            seeker,
            worked(bakery(name="Boulangerie " + "x" * 60)),
            month=NOVEMBER.previous,
            now=clock.at(date(2026, 11, 3), 9),
        )
        slip = printed(seeker)
        envelope = ["Awa " + "D" * 60, "12 bis rue du Général-de-Gaulle, bâtiment C, escalier 4", "62000 ARRAS"]
        for address in ([], envelope):
            self.check(printing.pdf(papers.form_for(seeker, NOVEMBER, address), slip, OPEN), slip)

    def check(self, pdf: bytes, slip: Slip) -> None:
        with pypdfium2.PdfDocument(pdf) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
            assert len(document) == services.FORM_PAGES
            assert document.is_tagged()
        assert slip.shown in texts[0]
        assert slip.shown in texts[2]
        assert "novembre 2026" in texts[0]
        assert "Awa" in texts[0]
        assert "Boulangerie" in texts[0]
        assert "cherchez-vous toujours un emploi" in texts[2]

    def test_printed_again_it_is_the_same_form(self, window: Window) -> None:
        seeker = registered()
        assert printed(seeker) == printed(seeker)
        assert Entry.objects.filter(action="intake.slip_printed").count() == 1

    def test_not_before_the_month_may_be_declared(self) -> None:
        with pytest.raises(services.WindowClosed):
            printed(registered(), now=clock.at(date(2026, 11, 10), 9))

    def test_it_goes_by_post_at_the_opening_to_those_who_live_by_post(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: OPEN)
        asked, habit, other = on_paper(), registered(usual_channel="paper"), registered()
        sent(done := on_paper(), said())
        post_forms.apply()
        post_forms.apply()
        assert set(Letter.objects.values_list("recipient", flat=True)) == {asked.user_id, habit.user_id}
        assert not Slip.objects.filter(person__in=[other.user_id, done.user_id]).exists()
        letter = Letter.objects.get(recipient=asked.user)
        assert printing.pdf(Paper.from_json(letter.content), letter.slip, OPEN).startswith(b"%PDF")

    def test_a_month_that_an_outage_keeps_open_is_still_sent(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: window.closes_at + timedelta(hours=9))
        seeker = on_paper()
        post_forms.apply()
        assert not Letter.objects.exists()
        window.extended_to, window.extension_reason = window.closes_at + timedelta(days=2), "Panne"
        window.save()
        post_forms.apply()
        assert Letter.objects.get().recipient == seeker.user

    def test_a_form_still_on_the_table_is_not_posted_to_who_declared(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: OPEN)
        seeker = on_paper()
        post_forms.apply()
        sent(seeker, said())
        post_forms.apply()
        assert not Letter.objects.to_print().exists()

    def test_the_person_chooses_and_the_choice_is_written(self) -> None:
        seeker = registered()
        profiles.choose_forms_by_post(seeker=seeker, wanted=True, actor=seeker.user, now=OPEN)
        profiles.choose_forms_by_post(seeker=seeker, wanted=True, actor=seeker.user, now=OPEN)
        assert list(Seeker.objects.on_paper()) == [seeker]
        assert Entry.objects.filter(action="profiles.forms_by_post").count() == 1


class TestTyping:
    def test_it_becomes_a_declaration_with_its_signature_its_days_and_its_proof_by_letter(self, window: Window) -> None:
        seeker, by = on_paper(), advisor()
        slip = returned(printed(seeker), date(2026, 12, 3), date(2026, 12, 1))
        version = typed(slip, seeker, by)
        assistance = Assistance.objects.get(version=version)
        assert (version.via, version.filed_by) == ("paper", by)
        assert assistance.consent_words == f"formulaire signé, bordereau {slip.shown}"
        assert (assistance.slip, assistance.postmarked_on, assistance.in_time) == (slip.code, date(2026, 12, 1), True)
        assert assistance.object_until == OPEN + timedelta(days=15)
        slip.refresh_from_db()
        assert (slip.state, slip.keyed_by) == (SlipState.KEYED, by)
        letter = Letter.objects.get(recipient=seeker.user)
        assert version.receipt in str(letter.content)

    def test_who_has_a_telephone_reads_it_there_and_gets_no_letter(self, window: Window) -> None:
        seeker = registered(by_sms=True)
        version = typed(returned(printed(seeker), date(2026, 12, 3)), seeker, advisor())
        texts = Message.objects.filter(user=seeker.user, channel="sms", kind="declarations.form_typed")
        assert version.receipt in texts.get().body
        assert not Letter.objects.exists()

    def test_twice_is_one_declaration_one_assistance_one_letter(self, window: Window) -> None:
        seeker, by = on_paper(), advisor()
        slip = returned(printed(seeker), date(2026, 12, 3))
        assert typed(slip, seeker, by) == typed(slip, seeker, by)
        assert Assistance.objects.count() == Letter.objects.count() == 1

    def test_nothing_is_sent_that_was_not_compared_with_the_form(self, window: Window) -> None:
        seeker = registered()
        with pytest.raises(services.NotReadBack):
            typed(returned(printed(seeker), date(2026, 12, 3)), seeker, advisor(), compared=False)
        assert not Declaration.objects.exists()

    @pytest.mark.parametrize("wrong", ["person", "month", "not back"])
    def test_a_form_serves_its_own_person_and_month_only(self, window: Window, wrong: str) -> None:
        """Sabotage: each way of taking somebody else's form."""
        seeker, other = registered(), registered()
        slip = printed(seeker) if wrong == "not back" else returned(printed(seeker), date(2026, 12, 3))
        who = other if wrong == "person" else seeker
        month = NOVEMBER.previous if wrong == "month" else NOVEMBER
        with pytest.raises(services.WrongForm):
            typed(slip, who, advisor(), month=month)
        assert not Declaration.objects.exists()

    def test_the_usual_way_becomes_paper_after_two_months(self, window: Window) -> None:
        seeker, by = registered(), advisor()
        sent(seeker, said(), month=NOVEMBER.previous, now=clock.at(date(2026, 11, 3), 9), actor=by, via="paper")
        typed(returned(printed(seeker), date(2026, 12, 3)), seeker, by)
        seeker.refresh_from_db()
        assert seeker.usual_channel == "paper"


class TestThePages:
    def test_who_lives_where_the_post_is_late_reads_why_and_until_when(self, morning: datetime) -> None:
        there, elsewhere = registered(postcode="62000"), registered(postcode="75001")
        late("62", until=date(2026, 12, 28), starts=date(2026, 11, 20))
        for address in ("/declarations/", "/declarations/2026-11/papier/"):
            assert "Grève des transports" in signed_in(there).get(address).content.decode()
            assert "Grève des transports" not in signed_in(elsewhere).get(address).content.decode()

    def test_the_person_asks_for_the_form_by_post_and_stops_it_without_script(self, morning: datetime) -> None:
        seeker = registered()
        browser = signed_in(seeker)
        for act, wanted in (("by_post", True), ("not_by_post", False)):
            assert browser.post("/declarations/2026-11/papier/", {"act": act}).status_code == 302
            seeker.refresh_from_db()
            assert seeker.forms_by_post is wanted

    def test_the_operator_sees_who_waits_by_identifier_and_no_name(self, window: Window) -> None:
        seeker = registered(first_name="Awa", last_name="Canarivole")
        printed(seeker)
        services.close_windows(now=JUST_CLOSED)
        page = staff(operator()).get("/declarations/fenetres/2026-11/attente/").content.decode()
        assert seeker.user.identifier in page
        assert "Canarivole" not in page

    def test_an_advisor_prints_the_form_for_a_person_of_their_portfolio_and_no_other(self, morning: datetime) -> None:
        by, mine, other = advisor(), registered(), registered()
        portfolios.assign(seeker=mine, advisor=by, actor=None, now=morning, level="guided")
        browser = staff(by)
        answer = browser.post(f"/conseil/personnes/{mine.user.public_id}/formulaire/2026-11/")
        assert answer["Content-Type"] == "application/pdf"
        assert browser.post(f"/conseil/personnes/{other.user.public_id}/formulaire/2026-11/").status_code == 404

    def test_a_form_is_typed_by_any_advisor_and_opens_nothing_else(self, morning: datetime) -> None:
        """Sabotage: the code of one person with the address of another, another month, a form that is not back."""
        by, awa, bela = advisor(), registered(), registered()
        slip = returned(printed(awa, morning), date(2026, 11, 29))
        waiting = printed(bela, morning)
        browser = staff(by)

        def status(person: Seeker, month: str, code: str) -> int:
            return browser.get(f"/conseil/personnes/{person.user.public_id}/declarer/{month}/?slip={code}").status_code

        assert status(awa, "2026-11", slip.code) == 200
        assert Entry.objects.filter(action="file.opened", subject=awa.user, actor=by).exists()
        assert status(awa, "2026-10", slip.code) == 404
        assert status(bela, "2026-11", slip.code) == 404
        assert status(bela, "2026-11", waiting.code) == 404
        assert status(awa, "2026-11", "") == 404

    def test_a_form_whose_month_was_declared_online_is_closed_and_no_other(self, morning: datetime) -> None:
        by, awa, bela = advisor(), registered(), registered()
        done, to_type = (returned(printed(each, morning), date(2026, 11, 29)) for each in (awa, bela))
        sent(awa, said(), now=morning)
        browser = staff(by)
        assert "Déjà déclaré" in browser.get("/conseil/formulaires/").content.decode()
        for slip in (done, to_type):
            browser.post("/conseil/formulaires/", {"slip": slip.code})
            slip.refresh_from_db()
        assert (done.state, to_type.state) == (SlipState.KEYED, SlipState.RETURNED)
