"""The demo town's postbag: three envelopes, filled in by hand, as the scanner of the agency gives them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import numpy as np
import pypdfium2
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from portal.intake import postal, printing
from portal.intake.models import Slip
from portal.intake.rules import codes
from portal.months import Month
from seekers.declarations import papers
from seekers.profiles.models import Seeker
from seekers.registration.papers import registration_form

DPI = 150
INK = (35, 45, 120)
NO, YES = 494.0, 436.0
"""Where the boxes stand, in points from the left of the page."""
SAID_NO = (282.0, 359.0, 438.0, 516.0, 548.0, 579.0, 610.0)
"""The seven questions of the second page, in points from its top."""
LETTER, FIRST_SIGN = 18.7, 68.0
"""The width of a box for one letter, and the middle of the first, in points."""

Mark = tuple[float, float, str]


def envelopes(seeker: Seeker, month: Month, slip: Slip) -> ContentFile:
    """A page that nobody can place, a declaration of ``seeker``, a registration of somebody unknown: one PDF."""
    declaration = printing.pdf(papers.form_for(seeker, month, postal.address_of(seeker.user)), slip, slip.printed_at)
    blank = printing.pdf(registration_form(), Slip(code=codes.BLANK), slip.printed_at)
    pages = [
        _loose(),  # first: behind a form it would be taken for its enclosure
        *_filled(declaration, _declared(str(seeker))),
        *_filled(blank, {0: _newcomer()}),
    ]  # fmt: skip
    out = io.BytesIO()
    with ThreadPoolExecutor() as scanners:  # an image is worked on outside the interpreter's lock
        first, *others = scanners.map(_scanned, pages, count())
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DPI, quality=55)
    return ContentFile(out.getvalue(), name="courrier-du-matin.pdf")


def _declared(name: str) -> dict[int, list[Mark]]:
    return {
        0: [(NO, 464.0, "X")],
        1: [(NO, y, "X") for y in SAID_NO],
        2: [(YES, 156.0, "X"), (80.0, 404.0, "Lille"), (150.0, 510.0, name)],
    }


def _newcomer() -> list[Mark]:
    rows = ((251.0, "FONTAINE"), (296.0, "MADELEINE"))
    letters = [(FIRST_SIGN + LETTER * place, y, sign) for y, word in rows for place, sign in enumerate(word)]
    return [*letters, (285.0, 349.0, "Roubaix"), (64.0, 493.0, "8 rue des Tisserands"), (210.0, 538.0, "Roubaix")]


def _filled(pdf: bytes, marks: dict[int, list[Mark]]) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    for number, page in enumerate(pages):
        pen = ImageDraw.Draw(page)
        for x, y, text in marks.get(number, []):
            pen.text(
                (x * DPI / 72, y * DPI / 72), text, fill=INK, font=_hand(15), anchor="mm" if len(text) == 1 else "lm"
            )
    return pages


def _loose() -> Image.Image:
    """Torn out of a notebook: it says neither who nor what."""
    page = Image.new("RGB", (round(8.27 * DPI), round(11.69 * DPI)), (250, 248, 242))
    pen = ImageDraw.Draw(page)
    for line, text in enumerate(
        ("Bonjour,", "je vous envoie ma feuille comme convenu.", "Merci de me rappeler le matin.")
    ):
        pen.text((150, 300 + 70 * line), text, fill=INK, font=_hand(17))
    return page


def _hand(points: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(points * DPI / 72)


def _scanned(page: Image.Image, seed: int) -> Image.Image:
    """A little turned, a little grey, a little noisy; the same each time."""
    chance = np.random.default_rng(seed)
    turned = page.rotate(float(chance.normal(0, 0.8)), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32) * np.float32(0.9) + 18
    noisy = soft + 5 * chance.standard_normal((*soft.shape[:2], 1), dtype=np.float32)
    return Image.fromarray(noisy.clip(0, 255).astype("uint8"))
