"""Real files, made here: photos, PDF, and what nobody should send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pypdfium2
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from portal.documents.gateways.local import EICAR

LINE = "Bulletin de paie, novembre 2026 : salaire brut 1 823,03 euros"


def page(width: int = 1200, height: int = 1600, *, ink: str = "black", paper: str = "white") -> Image.Image:
    """A sheet with print on it."""
    drawn = Image.new("RGB", (width, height), paper)
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(max(8, height // 60))
    for y in range(height // 20, height - height // 20, height // 45):
        pen.text((width // 20, y), LINE, fill=ink, font=font)
    return drawn


def jpeg(picture: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (picture or page()).save(out, "JPEG", quality=88, **options)
    return out.getvalue()


def png(picture: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (picture or page()).save(out, "PNG")
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    page().save(out, "WEBP")
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of so many printed pages."""
    out = io.BytesIO()
    first, *others = [page(800, 1100) for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects, the first of which is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def empty_pdf() -> bytes:
    """Well formed, and without any page."""
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>")


def scripted_pdf() -> bytes:
    """One page, a script that runs when it opens, and a file inside."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R/Names<</EmbeddedFiles<</Names[(x)5 0 R]>>>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/AA<</O 4 0 R>>>>",
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"<</Type/Filespec/F(virus.exe)/EF<</F 6 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 4>>stream\nMZ!!\nendstream",
    )


def locked_pdf() -> bytes:
    """Asks for a password that we do not have (its keys open nothing)."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
        trailer=b"/Encrypt 4 0 R/ID[<30><30>]",
    )


def bomb_pdf() -> bytes:
    """A few kilobytes whose page unfolds, layer after layer, into a thousand million bytes of drawing."""
    drawing = zlib.compress(zlib.compress(b"0 0 m 9 9 l S\n" * 75_000_000, 9), 9)
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    )


def huge_png(side: int = 50_000) -> bytes:
    """The header and the packed pixels of a picture of ``side`` × ``side``: small on disk, 2.5 thousand million pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer = zlib.compressobj(9)
    lines = b"".join(packer.compress(bytes(1 + side // 8) * 1000) for _ in range(side // 1000)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def zipped(name: str = "virus.txt", content: bytes = b"hello") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """Ten million zeros for each of its ten thousand bytes."""
    return zipped("bombe", bytes(100_000_000))


def blurred() -> bytes:
    return jpeg(page().filter(ImageFilter.GaussianBlur(7)))


def dark() -> bytes:
    return jpeg(page(ink="#101010", paper="#303030"))


def infected() -> bytes:
    """A good photo with the test virus behind it."""
    return jpeg() + EICAR


def pages_of(content: bytes) -> int:
    return len(pypdfium2.PdfDocument(content))


def given(content: bytes, name: str = "photo.jpg") -> ContentFile:
    return ContentFile(content, name=name)
