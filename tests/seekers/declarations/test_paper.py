"""The month by post: its form, its typing, its deadline when the post is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisors.portfolios import services as portfolios
from portal import clock
from portal.accounts.models import User
from portal.audit.models import Entry
from portal.intake import printing
from portal.intake import services as intake
from portal.intake.models import Letter, Slip, SlipState
from portal.intake.papers import Paper
from portal.notifications.models import Message
from seekers.declarations import papers, services
from seekers.declarations.models import Assistance, Closing, Declaration, Reprieve, State, Window
from seekers.declarations.services import reprieves
from seekers.declarations.tasks import post_forms
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration
from tests.factories import advisor, operator
from tests.portal.accounts.factories import signed_in as staff
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.declarations.factories import NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PARIS_END = datetime(2026, 12, 15, 23, tzinfo=UTC)
JUST_CLOSED = PARIS_END + timedelta(minutes=1)
LATE = clock.at(date(2026, 12, 21), 9)


@pytest.fixture
def window() -> Window:
    return services.ensure_window(NOVEMBER)


def on_paper(**facts: Any) -> Seeker:
    """Asked for forms by post, and has neither telephone nor mailbox."""
    return registered(user__email=None, forms_by_post=True, **facts)


def printed(seeker: Seeker, now: datetime = OPEN) -> Slip:
    return services.print_form(seeker=seeker, month=NOVEMBER, actor=seeker.user, now=now)


def returned(slip: Slip, received_on: date, postmarked_on: date | None = None) -> Slip:
    """Back with the post, as a batch brings it (``tests/portal/intake`` tries the scan itself)."""
    Slip.objects.filter(pk=slip.pk).update(
        state=SlipState.RETURNED,
        returned_at=OPEN,
        received_on=received_on,
        postmarked_on=postmarked_on,
        promised_on=received_on,
    )
    return Slip.objects.get(pk=slip.pk)


def typed(slip: Slip, seeker: Seeker, by: User, *, now: datetime = OPEN, **facts: Any) -> Any:
    known = {"month": NOVEMBER, "answers": said(), "compared": True, **facts}
    return services.file_from_form(slip=slip, seeker=seeker, advisor=by, now=now, **known)


def is_registered(seeker: Seeker) -> bool:
    return Registration.objects.active().filter(seeker=seeker).exists()


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


class TestInTime:
    @pytest.mark.parametrize(
        ("received", "postmark", "in_time"),
        [
            (date(2026, 12, 18), date(2026, 12, 15), True),
            (date(2026, 12, 18), date(2026, 12, 16), False),
            (date(2026, 12, 22), None, True),
            (date(2026, 12, 23), None, False),
            (date(2026, 12, 10), None, True),
        ],
    )
    def test_the_postmark_decides_and_without_one_the_doubt_is_theirs(
        self, window: Window, received: date, postmark: date | None, in_time: bool
    ) -> None:
        seeker = registered()
        slip = returned(printed(seeker), received, postmark)
        assert services.posted_in_time(slip, seeker, NOVEMBER) is in_time

    def test_posted_before_the_closing_and_typed_after_it_the_registration_goes_on_with_the_reason(
        self, window: Window
    ) -> None:
        seeker, by = registered(), advisor()
        slip = printed(seeker)
        Slip.objects.filter(pk=slip.pk).update(printed_at=PARIS_END + DAY)  # printed by us too late: no reprieve
        services.close_windows(now=JUST_CLOSED)
        assert not is_registered(seeker)
        version = typed(returned(slip, date(2026, 12, 20), date(2026, 12, 14)), seeker, by, now=LATE)
        assert is_registered(seeker)
        assert version.assistance.in_time
        reason = Entry.objects.get(action="registration.registration.active").reason
        assert slip.code in reason
        assert "2026-12-14" in reason


class TestWaitingForThePost:
    def test_a_form_printed_before_the_closing_gets_the_days_of_a_letter_and_the_person_is_told(
        self, window: Window
    ) -> None:
        seeker, silent = registered(by_sms=True), registered()
        printed(seeker)
        assert services.close_windows(now=JUST_CLOSED) == 1
        assert is_registered(seeker)
        assert not is_registered(silent)
        row = Reprieve.objects.get(seeker=seeker)
        assert (row.until, row.reason) == (datetime(2026, 12, 22, 23, tzinfo=UTC), "form_on_its_way")
        text = Message.objects.get(user=seeker.user, channel="inbox", kind="declarations.time_given")
        assert "22 décembre à 23 h 59" in text.body
        window.refresh_from_db()
        assert window.closed_at is None

    def test_when_the_time_is_over_and_nothing_came_it_ends_like_for_anybody(self, window: Window) -> None:
        seeker = registered()
        printed(seeker)
        for day in range(16, 26):
            services.close_windows(now=clock.at(date(2026, 12, day), 12))
            services.close_windows(now=clock.at(date(2026, 12, day), 13))
        assert not is_registered(seeker)
        window.refresh_from_db()
        assert window.closed_at == clock.at(date(2026, 12, 23), 13)

    def test_a_form_that_lies_here_unread_ends_nothing_however_long_it_lies(self, window: Window) -> None:
        seeker = registered()
        returned(printed(seeker), date(2026, 12, 10))
        assert services.close_windows(now=clock.at(date(2027, 1, 10), 12)) == 0
        assert is_registered(seeker)

    def test_sabotage_without_the_guard_both_would_be_ended(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiting, unread = registered(), registered()
        printed(waiting)
        returned(printed(unread), date(2026, 12, 10))
        monkeypatch.setattr(reprieves, "due", lambda month, now: reprieves.owing(month))
        assert services.close_windows(now=JUST_CLOSED) == 2

    def test_printed_after_the_closing_gives_no_time(self, window: Window) -> None:
        seeker = registered()
        Slip.objects.filter(pk=printed(seeker).pk).update(printed_at=PARIS_END)
        assert services.close_windows(now=JUST_CLOSED) == 1

    @pytest.mark.parametrize(
        ("facts", "ends"),
        [
            ({"postcode": "62000"}, datetime(2026, 12, 28, 23, tzinfo=UTC)),
            ({"postcode": "97200", "zone": "America/Martinique"}, datetime(2026, 12, 29, 4, tzinfo=UTC)),
            ({"postcode": "97400", "zone": "Indian/Reunion"}, datetime(2026, 12, 28, 20, tzinfo=UTC)),
            ({"postcode": "98700", "zone": "Pacific/Tahiti"}, datetime(2026, 12, 29, 10, tzinfo=UTC)),
        ],
    )
    def test_where_the_post_is_late_who_lives_by_post_waits_until_its_end_on_their_own_clock(
        self, window: Window, facts: dict[str, str], ends: datetime
    ) -> None:
        late("62", "972", "974", "987", until=date(2026, 12, 28))
        there, elsewhere = on_paper(**facts), on_paper(postcode="75001")
        online = registered(**facts)
        services.close_windows(now=clock.at(date(2026, 12, 17), 12))
        assert is_registered(there)
        assert not is_registered(elsewhere)
        assert not is_registered(online)
        row = Reprieve.objects.get(seeker=there)
        assert (row.until, row.reason) == (ends, "post_delayed")
        services.close_windows(now=ends - timedelta(seconds=1))
        assert is_registered(there)
        services.close_windows(now=ends)
        services.close_windows(now=ends + timedelta(minutes=2))
        assert not is_registered(there)

    def test_a_delay_that_is_prolonged_prolongs_the_time_before_anything_ends(self, window: Window) -> None:
        seeker = on_paper(postcode="62000")
        late("62", until=date(2026, 12, 20))
        services.close_windows(now=JUST_CLOSED)
        late("62", until=date(2026, 12, 30))
        later = clock.at(date(2026, 12, 21), 9)
        services.close_windows(now=later)
        services.close_windows(now=later + timedelta(minutes=1))
        assert is_registered(seeker)
        assert Reprieve.objects.get(seeker=seeker).until == datetime(2026, 12, 30, 23, tzinfo=UTC)

    def test_a_delay_that_was_withdrawn_or_of_another_time_gives_nothing(self, window: Window) -> None:
        seeker = on_paper(postcode="62000")
        delay = late("62", until=date(2026, 12, 28))
        intake.end_delay(delay=delay, reason="Erreur", actor=delay.recorded_by, now=OPEN)
        late("62", starts=date(2026, 10, 1), until=date(2026, 10, 28))
        services.close_windows(now=JUST_CLOSED)
        assert not is_registered(seeker)

    def test_declared_meanwhile_nothing_happens_at_the_end(self, window: Window) -> None:
        seeker = registered()
        slip = printed(seeker)
        services.close_windows(now=JUST_CLOSED)
        typed(
            returned(slip, date(2026, 12, 17), date(2026, 12, 15)),
            seeker,
            advisor(),
            now=clock.at(date(2026, 12, 17), 9),
        )
        services.close_windows(now=clock.at(date(2026, 12, 30), 9))
        assert is_registered(seeker)
        assert Declaration.objects.get(seeker=seeker).state == State.FILED

    def test_the_number_of_statements_does_not_grow_with_the_people(self, window: Window) -> None:
        late("62", until=date(2026, 12, 28))

        def queries(people: int) -> int:
            for _each in range(people):
                on_paper(postcode="62000")
                printed(registered())
                registered()
            Closing.objects.all().delete()
            with CaptureQueriesContext(connection) as captured:
                assert services.close_windows(now=JUST_CLOSED) == people
            return len(captured)

        queries(1)
        assert queries(2) == queries(20)


def late(*departments: str, until: date, starts: date = date(2026, 12, 10)) -> Any:
    return intake.record_delay(
        departments=departments,
        starts_on=starts,
        until=until,
        reason="Grève des transports",
        actor=operator(),
        now=OPEN,
    )


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
