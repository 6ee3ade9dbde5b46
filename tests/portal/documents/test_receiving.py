"""What is sent becomes one PDF of ours, whole on disk before its row, or changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import resource
import stat
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from portal import clock
from portal.audit.models import Entry
from portal.documents import services, storage
from portal.documents.models import Document, Sending, State
from portal.documents.refusals import AlreadySent, BadFile, Busy, TooManySendings
from portal.documents.rules import binding, faults
from portal.documents.rules.retention import months_after
from portal.documents.services import reading, receiving
from tests.portal.accounts.factories import UserFactory
from tests.portal.documents import making
from tests.portal.documents.factories import prepare, receive
from tests.portal.documents.making import given, jpeg, pages_of, pdf, png, webp

pytestmark = pytest.mark.django_db

BAD = {
    "empty": (b"", "vide"),
    "too large": (b"\xff\xd8\xff" + bytes(faults.MOST_BYTES), "trop lourd"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC"),
    "gif with a script": (b"GIF89a/*<script>alert(1)</script>*/", "GIF"),
    "drawing with a script": (b"<svg xmlns='x'><script>alert(1)</script></svg>", "page web"),
    "web page": (b"<!DOCTYPE html><p>x", "page web"),
    "archive": (making.zipped(), "compressé"),
    "zip bomb": (making.zip_bomb(), "compressé"),
    "word": (making.zipped("word/document.xml"), "bureautique"),
    "video": (b"\x00\x00\x00\x18ftypisom" + bytes(100), "vidéo"),
    "a program": (b"MZ\x90\x00" + bytes(100), "ni une photo ni un PDF"),
    "words": (b"just a text", "ni une photo ni un PDF"),
    "50,000 x 50,000": (making.huge_png(), "beaucoup trop grande"),
    "cut photo": (jpeg()[:4000], "abîmé ou incomplet"),
    "photo of nothing": (b"\xff\xd8\xff\xe0 not a photo", "abîmé ou incomplet"),
    "pdf of nothing": (b"%PDF-1.7\nnothing at all", "abîmé ou incomplet"),
    "locked pdf": (making.locked_pdf(), "mot de passe"),
    "pdf without a page": (making.empty_pdf(), "aucune page"),
    "pdf and page": (b"%PDF-1.7\n<html><script>alert(1)</script>" + pdf(), "autre chose qu’un document"),
    "photo and archive": (jpeg() + making.zipped(), "autre chose qu’un document"),
    "photo and page": (jpeg(comment=b"<html><script>alert(1)</script>"), "autre chose qu’un document"),
    "photo and pdf": (jpeg(comment=b"%PDF-1.7"), "autre chose qu’un document"),
}


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_sentence_and_changes_nothing(name: str, folder: Path) -> None:
    content, sentence = BAD[name]
    with pytest.raises(BadFile) as refusal:
        receive(given(content, "bulletin.pdf"))
    assert sentence in refusal.value.sentence
    assert "bulletin.pdf" in refusal.value.sentence
    assert not Document.objects.exists()
    assert not Entry.objects.exists()
    assert list(folder.glob("??/*")) == []


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize("name", ["zip bomb", "50,000 x 50,000", "pdf without a page"])
def test_a_name_that_lies_about_the_type_helps_nobody(name: str) -> None:
    with pytest.raises(BadFile):
        receive(given(BAD[name][0], "photo.jpg"))


def test_a_pdf_that_unfolds_without_end_is_stopped_in_bounded_memory_and_time() -> None:
    content = making.bomb_pdf()
    assert len(content) < 10_000
    started = time.monotonic()
    with pytest.raises(BadFile, match="trop compliqué"):
        receive(given(content, "a.pdf"))
    assert time.monotonic() - started < 60
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_000_000  # kilobytes


def test_one_bad_file_among_good_ones_refuses_all_and_names_it(folder: Path) -> None:
    with pytest.raises(BadFile, match="abimee"):
        receive(given(jpeg(), "bonne.jpg"), given(jpeg()[:4000], "abimee.jpg"), given(pdf(), "bon.pdf"))
    assert not Document.objects.exists()
    assert list(folder.glob("??/*")) == []


def test_photos_and_pdf_become_one_pdf_in_order() -> None:
    document = receive(given(jpeg()), given(pdf(2), "fiche.pdf"), given(png(), "a.png"), given(webp(), "b.webp"))
    assert (document.state, document.pages) == (State.WAITING, 5)
    content = storage.document(document.file).read_bytes()
    assert pages_of(content) == 5
    assert len(content) == document.bytes
    assert hashlib.sha256(content).hexdigest() == document.sha256


def test_a_page_is_found_in_the_pdf_without_reading_it() -> None:
    document = receive(given(jpeg(making.page(600, 1000))), given(jpeg(making.page(1000, 600))))
    content = storage.document(document.file).read_bytes()
    for sheet, size in zip(document.sheets, [(600, 1000), (1000, 600)], strict=True):
        picture = Image.open(io.BytesIO(content[sheet["offset"] : sheet["offset"] + sheet["bytes"]]))
        assert picture.size == size == (sheet["width"], sheet["height"])


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    first, second = io.BytesIO(), io.BytesIO()
    binding.bind([binding.Page(path, 1200, 1600)], first)
    binding.bind([binding.Page(path, 1200, 1600)], second)
    assert first.getvalue() == second.getvalue()
    with pytest.raises(ValueError, match="at least one page"):
        binding.bind([], io.BytesIO())


@pytest.mark.asvs("5.2.3")
def test_scripts_and_attached_files_do_not_survive() -> None:
    document = receive(given(making.scripted_pdf(), "a.pdf"))
    content = storage.document(document.file).read_bytes()
    for trace in (b"JavaScript", b"/JS", b"OpenAction", b"EmbeddedFile", b"/AA", b"app.alert", b"MZ!!"):
        assert trace not in content


def test_what_a_telephone_wrote_in_a_photo_is_gone_and_the_photo_stands_upright() -> None:
    told = Image.Exif()
    told[0x0112] = 6  # turned a quarter
    told[0x010F] = "Téléphone de Zéphyrine"
    told.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    lying = making.page(1600, 1200)
    document = receive(given(jpeg(lying, exif=told.tobytes(), comment=b"secret comment")))
    content = storage.document(document.file).read_bytes()
    assert (document.sheets[0]["width"], document.sheets[0]["height"]) == (1200, 1600)
    for trace in (b"Exif", "Zéphyrine".encode(), b"secret comment", b"GPS"):
        assert trace not in content


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "1", "I;16"])
def test_a_picture_in_any_colours_is_taken(mode: str) -> None:
    out = io.BytesIO()
    picture = (
        making.page().convert("I").point(lambda level: level * 257).convert("I;16")
        if mode == "I;16"
        else making.page().convert(mode)
    )
    picture.save(out, "JPEG" if mode == "CMYK" else "PNG")
    document = receive(given(out.getvalue(), "photo"))
    drawn = pypdfium2.PdfDocument(storage.document(document.file).read_bytes())[0].render().to_numpy()
    assert 150 < drawn.mean() < 255  # print on white, neither black nor inverted
    assert drawn.std() > 10


@pytest.mark.asvs("5.4.1")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\fiche.pdf", "fiche.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("", "ce fichier"),
        ("\x00", "ce fichier"),
        ("n" * 300 + ".pdf", "n" * 52 + "…nnn.pdf"),
    ],
)
def test_the_name_of_a_file_only_serves_to_speak_of_it(name: str, shown: str) -> None:
    from portal.documents.sentences import displayed

    assert displayed(name) == shown


def test_the_hostile_names_of_the_corpus_break_nothing() -> None:
    corpus = Path(__file__).parents[4] / "shared" / "data" / "saisies_hostiles"
    if not corpus.is_dir():
        pytest.skip("the corpus of hostile inputs is not here")
    from portal.documents.sentences import displayed

    texts = [text for path in corpus.glob("*.json") for text in _texts(json.loads(path.read_text()))]
    assert len(texts) > 50
    for text in texts:
        shown = displayed(text)
        assert shown
        assert len(shown) <= 60
        assert not {"/", "\n", "\r", "\0", "\u202e"} & set(shown)
    document = receive(given(jpeg(), "x"), person=UserFactory())
    sending = prepare(*[given(jpeg(), text[:200] or "x") for text in texts[:10]], person=document.person)
    assert sending.pages == 10


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for child in children for text in _texts(child)]


@pytest.mark.asvs("5.3.2")
def test_files_lie_under_random_names_that_only_the_service_reads() -> None:
    document = receive(given(jpeg(), "identite.jpg"))
    place = storage.folder(document.file)
    assert storage.NAME.fullmatch(document.file)
    assert str(document.person_id) not in document.file
    for path in [place, *place.iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        assert "identite" not in path.name
    with pytest.raises(ValueError, match="not a name"):
        storage.folder("../../etc")


def test_too_many_pages_or_files_get_a_sentence() -> None:
    with pytest.raises(BadFile, match="trop de pages"):
        receive(given(pdf(faults.MOST_PAGES + 1), "livre.pdf"))
    with pytest.raises(BadFile, match="Trop de fichiers"):
        receive(*[given(jpeg()) for _ in range(faults.MOST_FILES + 1)])
    with pytest.raises(BadFile, match="Choisissez d’abord"):
        receive()


def test_pages_are_counted_over_all_that_is_prepared() -> None:
    sending = prepare(given(pdf(faults.MOST_PAGES - 1), "a.pdf"))
    with pytest.raises(BadFile, match="trop de pages"):
        prepare(given(pdf(2), "b.pdf"), sending=sending)
    sending.refresh_from_db()
    assert sending.pages == faults.MOST_PAGES - 1


def test_a_person_cannot_fill_the_disk_in_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_A_DAY", 2)
    person = UserFactory()
    receive(given(jpeg()), person=person)
    receive(given(jpeg()), person=person)
    with pytest.raises(TooManySendings):
        receive(given(jpeg()), person=person)
    receive(given(jpeg()))  # another person is not held back


def test_retention_and_validity_are_known_from_the_first_day() -> None:
    document = receive(given(jpeg()), kind="tax_notice")
    assert document.keep_until == months_after(clock.today(), 36)
    assert document.valid_until == months_after(clock.today(), 12)
    assert receive(given(jpeg()), kind="payslip").valid_until is None


# ---------------------------------------------------------------- preparing, then sending


def test_pages_move_go_and_are_sent_in_the_order_left() -> None:
    sending = prepare(given(jpeg(making.page(600, 1000)), "a"), given(jpeg(making.page(610, 1000)), "b"))
    sending = prepare(given(jpeg(making.page(620, 1000)), "c"), sending=sending)
    a, b, c = (sheet["sheet"] for sheet in sending.sheets)
    sending = services.move_sheet(sending=sending, sheet=c, before=True, actor=sending.person)
    sending = services.move_sheet(sending=sending, sheet=a, before=True, actor=sending.person)  # it is first already
    sending = services.drop_sheet(sending=sending, sheet=b, actor=sending.person)
    sent = services.send(sending=sending, via="online", actor=sending.person, now=clock.now())
    assert [sheet["width"] for sheet in sent.sheets] == [600, 620]
    assert sent.public_id == sending.public_id
    assert len(storage.received(sent.file)) == 3  # what was dropped is shown to the antivirus too


def test_two_tabs_send_once() -> None:
    sending = prepare(given(jpeg()))
    services.send(sending=sending, via="online", actor=sending.person, now=clock.now())
    with pytest.raises(AlreadySent):
        services.send(sending=sending, via="online", actor=sending.person, now=clock.now())
    with pytest.raises(AlreadySent):
        prepare(given(jpeg()), sending=sending)
    assert Document.objects.count() == 1
    assert len(list(storage.root().glob("??/*"))) == 1


def test_ten_tabs_at_the_same_instant_send_once(at_once) -> None:
    sending = prepare(given(jpeg()))
    answers = at_once(
        *[lambda: services.send(sending=sending, via="online", actor=sending.person, now=clock.now())] * 10
    )
    assert answers.count(AlreadySent) == 9
    assert Document.objects.count() == 1
    assert storage.document(Document.objects.get().file).is_file()


def test_when_every_reader_is_taken_the_person_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    monkeypatch.setattr(reading, "_places", threading.BoundedSemaphore(1))
    with reading._places, pytest.raises(Busy, match="dans une minute"):
        receive(given(jpeg()))
    assert receive(given(jpeg())).pages == 1


def test_nothing_is_sent_without_a_page() -> None:
    sending = prepare(given(jpeg()))
    sending = services.drop_sheet(sending=sending, sheet=sending.sheets[0]["sheet"], actor=sending.person)
    with pytest.raises(BadFile):
        services.send(sending=sending, via="online", actor=sending.person, now=clock.now())
    assert Sending.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (jpeg(), []),
        (making.blurred(), ["blurred"]),
        (making.dark(), ["dark"]),
        (jpeg(making.page(300, 400)), ["small"]),
        (jpeg(Image.new("RGB", (1200, 1600), "white")), ["blank"]),
        (pdf(), []),
    ],
    ids=["good", "blurred", "dark", "small", "blank", "pdf"],
)
def test_a_doubt_is_a_remark_that_can_be_confirmed(content: bytes, remarks: list[str]) -> None:
    sending = prepare(given(content))
    assert sending.remarks == remarks
    sent = services.send(sending=sending, via="online", actor=sending.person, now=clock.now())
    assert sent.remarks == remarks
