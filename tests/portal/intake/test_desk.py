"""The desk: unknown pages find their person by somebody's eyes, letters are posted once, delays say why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.documents import services as documents
from portal.documents.models import Document, DocumentRequest
from portal.intake import services
from portal.intake.forms import NONE_OF_THESE
from portal.intake.models import Batch, Bundle, BundleState, Letter, LetterState, PostDelay, Slip
from portal.intake.papers import Paper, words
from portal.intake.refusals import NoSuchCode, NoSuchPerson, ReasonMissing, WrongDelay
from portal.intake.rules import codes
from portal.states import IllegalTransition
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.intake.factories import NOW, TODAY, batch_of, printed, sheets
from tests.portal.intake.scanner import noted, scanned, worn

pytestmark = pytest.mark.django_db


@pytest.fixture
def sorter() -> User:
    return UserFactory(roles=(Role.ADVISOR,))


@pytest.fixture
def desk(sorter: User) -> Client:
    return signed_in(sorter)


@pytest.fixture
def stray() -> Bundle:
    """Two pages without a name."""
    return batch_of(worn(noted("copie")), worn(noted("suite"))).bundles.get()


@pytest.mark.parametrize(("role", "led_there"), [(Role.ADVISOR, True), (Role.BENEFIT_ADVISOR, False)])
def test_only_whoever_types_forms_is_led_to_them(role: Role, led_there: bool) -> None:
    client = signed_in(UserFactory(roles=(role,)))
    assert ('href="/conseil/formulaires/"' in client.get("/courrier/").content.decode()) is led_there
    assert client.get("/conseil/formulaires/").status_code == (200 if led_there else 404)


class TestSorting:
    def test_by_the_code_somebody_reads_on_the_paper(self, desk: Client, stray: Bundle) -> None:
        awa = UserFactory()
        form = printed(awa)
        answer = desk.post(f"/courrier/a-trier/{stray.public_id}/", {"act": "sort", "code": form.shown.lower()})
        assert answer.status_code == 302
        stray.refresh_from_db()
        assert (stray.state, stray.addressee, stray.slip) == (BundleState.LINKED, awa, form)
        assert Document.objects.get().person == awa

    def test_a_wrong_letter_is_refused_and_nobody_gets_the_pages(
        self, desk: Client, stray: Bundle, sorter: User
    ) -> None:
        form = printed(UserFactory())
        typed = form.code[:3] + ("3" if form.code[3] != "3" else "4") + form.code[4:]
        with pytest.raises(NoSuchCode):
            services.link_to_slip(bundle=stray, typed=typed, actor=sorter, now=NOW)
        answer = desk.post(f"/courrier/a-trier/{stray.public_id}/", {"act": "sort", "code": typed})
        assert answer.status_code == 422
        assert "Relisez-le" in answer.content.decode()
        assert not Document.objects.exists()

    def test_by_the_person_whole_identifier_only(self, stray: Bundle, sorter: User) -> None:
        awa = UserFactory()
        with pytest.raises(NoSuchPerson):
            services.link_to_person(
                bundle=stray, identifier=awa.identifier[:-1], kind="payslip", about="", actor=sorter, now=NOW
            )
        linked = services.link_to_person(
            bundle=stray, identifier=f" {awa.identifier.lower()} ", kind="payslip", about="", actor=sorter, now=NOW
        )
        assert (linked.addressee, linked.document.kind, linked.settled_by) == (awa, "payslip", sorter)
        with pytest.raises(IllegalTransition):
            services.link_to_person(
                bundle=stray, identifier=awa.identifier, kind="payslip", about="", actor=sorter, now=NOW
            )

    def test_a_copy_that_was_asked_for_answers_its_request(self, desk: Client, stray: Bundle) -> None:
        awa = UserFactory()
        for employer in ("Boulangerie Durand", "Café du Port"):
            documents.ask(
                person=awa, kind="employer_certificate", about=f"employer:{employer}:2026-10-31", why="Pour vos droits",
                due_on=TODAY, actor=None, now=NOW,
            )  # fmt: skip
        address = f"/courrier/a-trier/{stray.public_id}/"
        typed = {"act": "sort", "identifier": awa.identifier, "kind": "employer_certificate"}
        which = desk.post(address, typed)
        assert which.status_code == 422
        assert "Café du Port, 31 octobre 2026" in which.content.decode()
        assert not Document.objects.exists()
        assert desk.post(address, {**typed, "about": "employer:Café du Port:2026-10-31"}).status_code == 302
        left = DocumentRequest.objects.open_for(awa).get()
        assert left.about == "employer:Boulangerie Durand:2026-10-31"

    def test_a_copy_that_nobody_asked_for_answers_nothing(self, desk: Client, stray: Bundle) -> None:
        awa = UserFactory()
        documents.ask(
            person=awa, kind="payslip", about="month:2026-10", why="Pour vos droits", due_on=TODAY, actor=None, now=NOW
        )
        typed = {"act": "sort", "identifier": awa.identifier, "kind": "payslip", "about": NONE_OF_THESE}
        assert desk.post(f"/courrier/a-trier/{stray.public_id}/", typed).status_code == 302
        assert Document.objects.get().about == ""
        assert DocumentRequest.objects.open_for(awa).exists()

    def test_more_pages_of_a_form_that_came_back_join_the_same_file(self, stray: Bundle, sorter: User) -> None:
        awa = UserFactory()
        form = printed(awa)
        batch_of(*sheets(form))
        linked = services.link_to_slip(bundle=stray, typed=form.code, actor=sorter, now=NOW)
        assert linked.addressee == awa
        assert Document.objects.filter(person=awa, about="declaration:2026-11").count() == 2

    def test_set_aside_says_why_and_can_be_taken_up_again(self, desk: Client, stray: Bundle) -> None:
        address = f"/courrier/a-trier/{stray.public_id}/"
        assert desk.post(address, {"act": "aside", "reason": ""}).status_code == 422
        desk.post(address, {"act": "aside", "reason": "Publicité"})
        stray.refresh_from_db()
        assert (stray.state, stray.note) == (BundleState.SET_ASIDE, "Publicité")
        desk.post(address, {"act": "take_up"})
        stray.refresh_from_db()
        assert stray.state == BundleState.TO_SORT

    def test_two_envelopes_in_one_pile_are_cut_in_two(self, desk: Client, stray: Bundle) -> None:
        last = stray.pages.last()
        desk.post(f"/courrier/a-trier/{stray.public_id}/", {"act": f"split:{last.number}"})
        rest = Bundle.objects.exclude(pk=stray.pk).get()
        assert ([*stray.pages.all()], [*rest.pages.all()]) == ([stray.pages.get()], [last])

    def test_copies_behind_a_form_propose_its_person_and_stay_with_it_when_cut(
        self, desk: Client, sorter: User
    ) -> None:
        awa = UserFactory()
        form = printed(awa)
        batch_of(*sheets(form), noted("identité"), noted("attestation"))
        copies = Bundle.objects.to_sort().get()
        address = f"/courrier/a-trier/{copies.public_id}/"
        assert f'value="{awa.identifier}"' in desk.get(address).content.decode()
        desk.post(address, {"act": f"split:{copies.pages.last().number}"})
        assert {each.person for each in Bundle.objects.to_sort()} == {awa}
        typed = {"act": "sort", "identifier": awa.identifier, "kind": "identity"}
        early = desk.post(address, typed)
        assert (early.status_code, form.shown in early.content.decode()) == (422, True), "asked for once it is typed"
        form.refresh_from_db()
        services.mark_keyed(slip=form, actor=sorter, now=NOW)
        assert desk.post(address, typed).status_code == 302
        assert Document.objects.filter(person=awa, kind="identity").count() == 1

    def test_copies_behind_a_blank_form_know_their_person_when_it_is_named(self, desk: Client, sorter: User) -> None:
        batch_of(*sheets(Slip(code=codes.BLANK, pages=2)), noted("identité"))
        copies, awa = Bundle.objects.to_sort().get(), UserFactory()
        assert copies.person is None
        services.name_person(slip=Slip.objects.get(), person=awa, actor=sorter, now=NOW)
        assert Bundle.objects.get(pk=copies.pk).person == awa
        assert Document.objects.get().pages == 2, "the copies are no part of the form"
        assert awa.identifier in desk.get(f"/courrier/a-trier/{copies.public_id}/").content.decode()

    def test_set_aside_without_a_reason_is_refused_below_the_page_too(self, stray: Bundle, sorter: User) -> None:
        with pytest.raises(ReasonMissing):
            services.set_aside(bundle=stray, reason="  ", actor=sorter, now=NOW)


class TestPages:
    def test_a_page_that_has_a_person_is_opened_in_their_trail(self, desk: Client) -> None:
        awa = UserFactory()
        page = batch_of(*sheets(printed(awa))).pages.first()
        answer = desk.get(f"/courrier/pages/{page.public_id}/")
        assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert Entry.objects.filter(action="file.opened", subject=awa).exists()

    @pytest.mark.parametrize("role", [Role.SEEKER, Role.OPERATOR, Role.DIRECTOR, Role.RECRUITER])
    def test_nobody_else_opens_the_mail(self, role: Role, stray: Bundle) -> None:
        browser = signed_in(UserFactory(roles=(role,)))
        for address in ("/courrier/", f"/courrier/pages/{stray.pages.first().public_id}/", "/courrier/lettres/"):
            assert browser.get(address).status_code == 404

    def test_an_upload_is_one_batch_and_again_leads_to_it(self, desk: Client) -> None:
        content = scanned(noted("lettre")).read()

        def send() -> Any:
            file = SimpleUploadedFile("matin.pdf", content, content_type="application/pdf")
            return desk.post("/courrier/", {"scans": [file], "received_on": "2026-11-01", "postmarked_on": ""})

        first, again = send(), send()
        assert first.url == again.url == f"/courrier/lots/{Batch.objects.get().public_id}/"

    def test_what_is_no_scan_keeps_the_page_and_says_what(self, desk: Client) -> None:
        file = SimpleUploadedFile("notes.docx", b"PK\x03\x04word/", content_type="application/pdf")
        answer = desk.post("/courrier/", {"scans": [file], "received_on": "2026-11-01"})
        assert answer.status_code == 422
        assert "notes.docx" in answer.content.decode()

    def test_lists_cost_the_same_for_one_and_for_many(self, desk: Client) -> None:
        def queries(address: str) -> int:
            """Those of the room: the session and the clock are kept now and then."""
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(address).status_code == 200
            return sum('"intake_' in query["sql"] for query in captured.captured_queries)

        addresses = ("/courrier/", "/courrier/a-trier/", "/courrier/lettres/")
        batch_of(noted("a"))
        letter(UserFactory())
        before = [queries(address) for address in addresses]
        for text in "bcd":
            batch_of(noted(text))
            letter(UserFactory())
        assert [queries(address) for address in addresses] == before


class TestLetters:
    def test_printed_together_then_posted_once_with_who_did_it(self, desk: Client, sorter: User) -> None:
        rows = [letter(UserFactory()) for _each in range(3)]
        chosen = {"letters": [str(row.public_id) for row in rows] + ["n’importe quoi"]}
        printed_ = desk.post("/courrier/lettres/imprimer/", chosen)
        with pypdfium2.PdfDocument(printed_.content) as document:
            assert len(document) == 3
        assert Entry.objects.filter(action="file.opened", actor=sorter).count() == 3
        desk.post("/courrier/lettres/", chosen)
        desk.post("/courrier/lettres/", chosen)
        assert set(Letter.objects.values_list("state", "posted_by")) == {(LetterState.POSTED, sorter.pk)}
        assert Entry.objects.filter(action="intake.letter.posted").count() == 3

    def test_the_same_letter_twice_is_one(self) -> None:
        user = UserFactory()
        assert letter(user) == letter(user)


class TestDelays:
    @pytest.mark.parametrize("places", [[""], ["Nord"], ["7"], ["62", "1234"]])
    def test_a_delay_is_somewhere(self, places: list[str], sorter: User) -> None:
        with pytest.raises(WrongDelay):
            delayed(sorter, departments=places)

    def test_it_ends_after_it_began_and_says_why(self, sorter: User) -> None:
        with pytest.raises(WrongDelay):
            delayed(sorter, until=date(2026, 11, 1))
        with pytest.raises(ReasonMissing):
            delayed(sorter, reason=" ")
        assert not PostDelay.objects.exists()

    def test_it_concerns_who_lives_there_while_it_lasts(self, sorter: User) -> None:
        delay = delayed(sorter, departments=["62", "2A", "971"])
        assert services.delay_at("62000", TODAY) == delay
        assert services.delay_at("20000", TODAY) == delay
        assert services.delay_at("97110", TODAY) == delay
        assert services.delay_at("75001", TODAY) is None
        assert services.delay_at("62000", date(2026, 12, 21)) is None
        services.end_delay(delay=delay, reason="La poste a repris", actor=sorter, now=NOW)
        assert services.delay_at("62000", TODAY) is None

    def test_an_operator_records_and_withdraws_it_on_a_page(self) -> None:
        browser = signed_in(UserFactory(roles=(Role.OPERATOR,)))
        said = {"departments": "62, 59", "starts_on": "2026-12-01", "until": "2026-12-20", "reason": "Grève"}
        assert browser.post("/courrier/retards/", said | {"reason": ""}).status_code == 422
        assert browser.post("/courrier/retards/", said).status_code == 302
        delay = PostDelay.objects.get()
        assert Entry.objects.get(action="intake.post_delayed").reason == "Grève"
        assert "59, 62" in browser.get("/courrier/retards/").content.decode()
        browser.post(f"/courrier/retards/{delay.pk}/retirer/", {"reason": "Erreur"})
        delay.refresh_from_db()
        assert delay.ended_at is not None


class TestTheCoverSheet:
    def test_the_person_prints_it_for_a_document_and_it_keeps_its_number(self) -> None:
        awa = UserFactory()
        browser: Client = signed_in(awa)
        for _twice in range(2):
            answer = browser.post("/courrier/accompagner/", {"kind": "payslip", "about": "2026-11"})
            assert answer["Content-Type"] == "application/pdf"
        assert Slip.objects.get().matter == "document:payslip:2026-11"
        with pypdfium2.PdfDocument(answer.content) as document:
            assert Slip.objects.get().shown in document[0].get_textpage().get_text_range()

    def test_without_a_document_it_says_so(self) -> None:
        assert signed_in(UserFactory()).post("/courrier/accompagner/", {}).status_code == 422


def letter(user: User) -> Letter:
    paper = Paper(title="Votre preuve", blocks=[words("Gardez cette lettre.")], address=[user.full_name])
    return services.write_letter(
        recipient=user, paper=paper, dedupe_key=f"essai:{user.pk}", wanted_on=TODAY, actor=None, now=NOW
    )


def delayed(by: User, **facts: Any) -> PostDelay:
    known: dict[str, Any] = {
        "departments": ["62"], "starts_on": date(2026, 12, 1), "until": date(2026, 12, 20), "reason": "Grève"
    }  # fmt: skip
    record: Callable[..., PostDelay] = services.record_delay
    return record(**(known | facts), actor=by, now=NOW)
