"""What a file is, by its first and last bytes and never by its name; pure, so that it runs in any process.

Only four types are taken, and a file that is two things at once (a picture that a browser would read as a page, a PDF that
opens as an archive) is none of them.
"""

from __future__ import annotations

JPEG, PNG, WEBP, PDF = "jpeg", "png", "webp", "pdf"
TAKEN = (JPEG, PNG, WEBP, PDF)

HEIC, GIF, TIFF, ZIP, OFFICE, VIDEO, WEB_PAGE, EMPTY, UNKNOWN = (
    "heic", "gif", "tiff", "zip", "office", "video", "web_page", "empty", "unknown",
)  # fmt: skip

HEAD, TAIL = 4096, 65_557
"""Bytes looked at: a ZIP record stands at most 65,557 bytes before the end."""

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
MARKUP = (b"<script", b"<html", b"<!doctype html", b"<?php")
PAGE_STARTS = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php")
OFFICE_PARTS = (b"word/", b"xl/", b"ppt/", b"[content_types].xml", b"opendocument")
ZIP_END, ZIP_END_SIZE = b"PK\x05\x06", 22


def type_of(head: bytes) -> str:
    """The type by the first bytes (``HEAD`` of them are enough)."""
    if not head:
        return EMPTY
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    return _family(head)


def _family(head: bytes) -> str:
    """What we do not take, told apart so that the sentence can say what to do instead."""
    lower = head.lower()
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in HEIC_BRANDS else VIDEO
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return OFFICE if any(part in lower for part in OFFICE_PARTS) else ZIP
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return ZIP
    if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return OFFICE
    if lower.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(PAGE_STARTS):
        return WEB_PAGE
    return UNKNOWN


def is_two_things(kind: str, head: bytes, tail: bytes) -> bool:
    """Would another program read this file as something else?  ``kind`` is what ``type_of`` said, ``tail`` the last bytes.

    A telephone hides a short film behind a photo, and a form keeps its data in a PDF: what merely follows is not refused,
    it is lost when the page is drawn again.  Refused is what was put there to be opened as a page or as an archive.
    """
    lower = head[:1024].lower()
    if any(mark in lower for mark in MARKUP):
        return True
    if kind != PDF and b"%pdf-" in lower:
        return True
    end = tail.rpartition(b"%%EOF")[2] if kind == PDF else tail
    return any(mark in end.lower() for mark in MARKUP) or _ends_as_zip(tail)


def _ends_as_zip(tail: bytes) -> bool:
    """A ZIP is found from its end: the record that says how long the comment behind it is."""
    at = tail.rfind(ZIP_END)
    while at >= 0:
        record = tail[at : at + ZIP_END_SIZE]
        if len(record) == ZIP_END_SIZE and len(tail) - at - ZIP_END_SIZE == int.from_bytes(record[20:22], "little"):
            return True
        at = tail.rfind(ZIP_END, 0, at)
    return False
