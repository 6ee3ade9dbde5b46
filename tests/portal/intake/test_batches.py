"""Batches: nothing is lost, nothing is taken twice, and what is killed goes on."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from portal import events
from portal.audit.models import Entry
from portal.codes import ALPHABET
from portal.documents.models import Document, DocumentKind
from portal.documents.refusals import BadFile
from portal.intake import services, storage
from portal.intake.events import SlipReturned
from portal.intake.models import Batch, BatchState, Bundle, Letter, Page, ScanFile, Slip, SlipState, Why
from portal.intake.refusals import NothingNew, WrongDays
from portal.intake.rules import codes
from portal.intake.services import batches
from portal.intake.tasks import continue_batches
from portal.notifications.models import Message
from tests.portal.accounts.factories import UserFactory
from tests.portal.intake.factories import NOW, TODAY, batch_of, printed, sheets
from tests.portal.intake.scanner import noted, photo, scanned, worn

pytestmark = pytest.mark.django_db


class TestTakingIn:
    def test_the_same_file_twice_is_one_batch_whatever_it_is_called(self) -> None:
        first = take(scanned(noted("lettre")))
        with pytest.raises(NothingNew) as refused:
            take(ContentFile(storage.file(first.folder, first.files.get().stored).read_bytes(), name="autre.pdf"))
        assert refused.value.facts["batch"] == first
        assert Batch.objects.get() == first

    def test_of_two_files_one_of_which_is_known_the_other_is_taken(self) -> None:
        take(photo(noted("a")))
        second = take(photo(noted("a")), photo(noted("b"), name="b.jpg"))
        assert [file.name for file in second.files.all()] == ["b.jpg"]
        assert len(list(storage.folder(second.folder).iterdir())) == 1

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "vide.pdf"),
            (b"MZ\x90\x00", "scan.pdf"),
            (b"<html>", "page.pdf"),
            (b"%PDF-1.4\n<script>x</script>", "a.pdf"),
        ],
    )
    def test_what_is_no_scan_is_refused_and_nothing_is_kept(self, content: bytes, name: str) -> None:
        with pytest.raises(BadFile) as refused:
            take(scanned(noted("bon")), ContentFile(content, name=name))
        assert name in refused.value.sentence
        assert not Batch.objects.exists()

    @pytest.mark.parametrize(
        ("received", "postmark"), [(TODAY + timedelta(days=1), None), (TODAY, TODAY + timedelta(days=1))]
    )
    def test_nothing_arrives_tomorrow_nor_before_it_was_posted(self, received: date, postmark: date | None) -> None:
        with pytest.raises(WrongDays):
            take(scanned(noted("lettre")), received_on=received, postmarked_on=postmark)

    def test_the_bell_rings_and_the_batch_is_read(self, django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            batch = take(scanned(noted("lettre")))
        batch.refresh_from_db()
        assert batch.state == BatchState.READ


class TestReading:
    def test_forms_copies_and_strangers_go_where_they_belong(self, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: list[SlipReturned] = []
        monkeypatch.setitem(events._subscribers, SlipReturned, [heard.append])
        awa, bela = UserFactory(), UserFactory()
        form, cover = printed(awa), printed(bela, "document:payslip:2026-11", pages=1)
        batch = batch_of(
            worn(noted("inconnu")), *map(worn, sheets(form)), *map(worn, sheets(cover)), worn(noted("fiche de paie")),
            postmarked_on=date(2026, 12, 1),
        )  # fmt: skip
        assert [(each.state, each.why, each.addressee, each.pages.count()) for each in batch.bundles.all()] == [
            ("to_sort", Why.NO_CODE, None, 1), ("linked", "", awa, 2), ("linked", "", bela, 2),
        ]  # fmt: skip
        paper, payslip = Document.objects.order_by("pk")
        assert (paper.person, paper.kind, paper.via, paper.pages) == (awa, DocumentKind.PAPER_FORM, "paper", 2)
        assert (payslip.person, payslip.kind, payslip.about, payslip.pages) == (bela, "payslip", "2026-11", 2)
        form.refresh_from_db()
        assert (form.state, form.document, form.promised_on) == (SlipState.RETURNED, paper, date(2026, 12, 7))
        assert heard == [
            SlipReturned(form.pk, paper.pk, awa.pk, "declaration:2026-11", TODAY, date(2026, 12, 1)),
            SlipReturned(cover.pk, payslip.pk, bela.pk, "document:payslip:2026-11", TODAY, date(2026, 12, 1)),
        ]

    def test_a_strangers_sheet_behind_a_form_is_never_filed_by_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def filed_alone() -> bool:
            awa = UserFactory()
            batch_of(*sheets(printed(awa)), noted("inconnu"))
            return Document.objects.get(person=awa).pages > 2 or Bundle.objects.to_sort().filter(addressee=awa).exists()

        assert not filed_alone()
        enclosed = Bundle.objects.to_sort().get()
        assert (enclosed.why, enclosed.addressee, enclosed.document) == (Why.ENCLOSED, None, None)
        assert enclosed.person == enclosed.came_with.addressee
        monkeypatch.setattr(batches, "_covers", lambda seen: {page.code for page in seen})
        assert filed_alone(), "sabotage: a form that keeps what follows it files anybody's sheet"

    def test_the_person_reads_how_many_pages_came_with_the_form(self) -> None:
        awa = UserFactory()
        batch_of(*sheets(printed(awa)), *map(noted, "abc"))
        body = Message.objects.get(user=awa, channel="inbox").body
        assert "Nous avons lu 2 pages. Avec lui, 3 pages sont arrivées" in body

    def test_the_person_reads_exactly_what_was_read(self) -> None:
        awa = UserFactory()
        form = printed(awa, pages=2)
        batch_of(worn(sheets(form)[0]), postmarked_on=date(2026, 12, 1))
        body = Message.objects.get(user=awa, channel="inbox").body
        for words in (
            "novembre 2026",
            form.shown,
            "3 décembre",
            "cachet de la poste : 1er décembre",
            "1 page",
            "manque la page 2",
            "7 décembre",
        ):
            assert words in body
        assert Bundle.objects.get().missing == [2]

    def test_who_has_neither_mailbox_nor_telephone_gets_a_letter_once(self) -> None:
        awa = UserFactory(email=None)
        batch = batch_of(*sheets(printed(awa)))
        services.read_batch(batch=batch, now=NOW)
        assert Letter.objects.get(recipient=awa).content["address"] == [awa.full_name]

    def test_a_blank_registration_form_gets_its_number_when_it_comes_back(self) -> None:
        pages = sheets(Slip(code=codes.BLANK, pages=2))
        batch = batch_of(*pages, *pages)
        slips = Slip.objects.order_by("pk")
        assert [(slip.matter, slip.person, slip.state, slip.document) for slip in slips] == [
            ("registration", None, "returned", None)
        ] * 2
        assert batch.bundles.filter(state="linked").count() == 2

    def test_then_somebody_reads_whose_it_is(self) -> None:
        by, awa = UserFactory(), UserFactory()
        batch_of(*sheets(Slip(code=codes.BLANK, pages=2)))
        slip = services.name_person(slip=Slip.objects.get(), person=awa, actor=by, now=NOW)
        assert services.name_person(slip=slip, person=awa, actor=by, now=NOW).document.pages == 2
        assert Document.objects.get().person == awa
        assert services.mark_keyed(slip=slip, actor=by, now=NOW).state == SlipState.KEYED

    def test_a_form_that_came_back_before_is_looked_at_by_somebody(self) -> None:
        form = printed(UserFactory())
        batch_of(*sheets(form))
        again = batch_of(*map(worn, sheets(form)))
        assert [(each.state, each.why) for each in again.bundles.all()] == [("to_sort", Why.CAME_BACK_TWICE)]
        assert Document.objects.count() == 1

    def test_a_wrong_check_letter_never_reaches_anybody(self) -> None:
        """Sabotage: the code of somebody, its last sign changed on the paper."""
        form = printed(UserFactory())
        other = next(sign for sign in ALPHABET if sign != form.code[-1])
        forged = Slip(code=form.code[:-1] + other, pages=2)
        batch = batch_of(*sheets(forged))
        assert {(each.state, each.why, each.addressee) for each in batch.bundles.all()} == {
            ("to_sort", Why.SPOILT, None)
        }
        assert not Document.objects.exists()

    def test_a_code_nobody_printed_waits_with_its_number(self) -> None:
        batch = batch_of(*sheets(Slip(code=codes.signed("33333333"), pages=1)))
        bundle = batch.bundles.get()
        assert (bundle.why, bundle.code) == (Why.UNKNOWN_CODE, codes.signed("33333333"))

    def test_pages_that_documents_refuse_wait_with_the_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from portal.documents.services import receiving

        monkeypatch.setattr(receiving, "MOST_A_DAY", 0)
        awa = UserFactory()
        batch = batch_of(*sheets(printed(awa)))
        bundle = batch.bundles.get()
        assert (bundle.state, bundle.why, bundle.addressee) == ("to_sort", Why.NOT_TAKEN, awa)
        assert bundle.note
        assert Slip.objects.get().state == SlipState.PRINTED

    def test_a_damaged_file_says_so_and_the_others_are_read(self) -> None:
        broken = ContentFile(b"%PDF-1.7\n" + b"x" * 500, name="abime.pdf")
        batch = services.read_batch(batch=take(broken, photo(noted("bon"))), now=NOW)
        assert [(file.fault, file.done) for file in batch.files.all()] == [("damaged", 0), ("", 1)]
        assert batch.state == BatchState.READ


class TestWhatIsKilled:
    @pytest.fixture
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(batches, "SLICE", 2)

    def test_killed_between_two_slices_it_goes_on_from_there(
        self, small: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        awa = UserFactory()
        batch = take(scanned(*sheets(printed(awa)), *map(noted, "abc")))

        def power_cut(_pages: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            services.read_batch(batch=batch, now=NOW, report=power_cut)
        assert Page.objects.filter(batch=batch).count() == 2
        done = services.read_batch(batch=batch, now=NOW)
        assert (done.state, done.pages.count(), done.bundles.count()) == (BatchState.READ, 5, 2)
        assert Message.objects.filter(user=awa, channel="inbox").count() == 1

    def test_killed_between_two_bundles_nobody_is_told_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        awa, bela = UserFactory(), UserFactory()
        batch = take(scanned(*sheets(printed(awa, pages=1)), *sheets(printed(bela, pages=1))))
        settle, calls = batches.settle, []

        def once(**facts: Any) -> Any:
            if calls:
                raise KeyboardInterrupt
            calls.append(facts)
            return settle(**facts)

        with monkeypatch.context() as patch:
            patch.setattr(batches, "settle", once)
            with pytest.raises(KeyboardInterrupt):
                services.read_batch(batch=batch, now=NOW)
        services.read_batch(batch=batch, now=NOW)
        assert Document.objects.count() == 2
        assert {each.user for each in Message.objects.filter(channel="inbox")} == {awa, bela}
        assert Message.objects.filter(channel="inbox").count() == 2

    def test_a_batch_in_living_hands_is_left_alone_and_one_in_dead_hands_is_taken(self) -> None:
        batch = take(scanned(noted("a")))
        Batch.objects.update(lease_until=Now() + timedelta(minutes=1))
        assert services.read_batch(batch=batch, now=NOW).state == BatchState.WAITING
        Batch.objects.update(lease_until=Now() - timedelta(seconds=1))
        continue_batches.apply()
        batch.refresh_from_db()
        assert batch.state == BatchState.READ

    def test_sabotage_a_page_written_twice_would_be_refused_by_its_index(self) -> None:
        batch = batch_of(noted("a"))
        page = batch.pages.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.objects.create(batch=batch, number=page.number, file=page.file, image="x", width=1, height=1)


class TestTheFolder:
    def test_the_command_takes_every_pile_once_and_tells(self, tmp_path: Path) -> None:
        awa = UserFactory()
        (tmp_path / "a.pdf").write_bytes(scanned(*sheets(printed(awa))).read())
        for number, text in enumerate("bc"):
            (tmp_path / f"photo{number}.jpg").write_bytes(photo(noted(text)).read())
        (tmp_path / "lisez-moi.txt").write_text("rien")
        said = told(tmp_path)
        assert "a.pdf: 2 pages, 1 of 1 bundles linked, 0 to sort." in said
        assert "photo0.jpg: 2 pages, 0 of 1 bundles linked, 1 to sort." in said
        assert told(tmp_path).count("nothing new") == 2
        assert ScanFile.objects.count() == 3
        assert Entry.objects.filter(action="intake.batch_taken", actor=None).count() == 2


def told(folder: Path) -> str:
    out = io.StringIO()
    call_command("take_in", folder, "--received", "2026-11-20", stdout=out, stderr=io.StringIO())
    return out.getvalue()


def take(*files: ContentFile, **facts: Any) -> Batch:
    known = {"received_on": TODAY, "postmarked_on": None, "actor": None, "now": NOW, **facts}
    return services.take_in(files=files, **known)


class TestErasing:
    def test_after_ninety_days_the_pictures_go_and_the_rows_stay(self) -> None:
        awa, by = UserFactory(), UserFactory()
        batch = batch_of(*sheets(printed(awa)))
        assert services.erase_due(now=NOW + batches.KEPT) == 0
        late = NOW + batches.KEPT + timedelta(days=1)
        assert services.erase_due(now=late) == 0, "a form that is not typed yet keeps its picture"
        services.mark_keyed(slip=Slip.objects.get(), actor=by, now=NOW)
        assert (services.erase_due(now=late), services.erase_due(now=late)) == (1, 0)
        assert not storage.folder(batch.folder).exists()
        assert batch.pages.count() == 2
        assert Document.objects.get().state != "erased"

    def test_what_waits_to_be_sorted_is_never_erased(self) -> None:
        batch_of(noted("copie"))
        assert services.erase_due(now=NOW + 10 * batches.KEPT) == 0
