"""An office scanner at the end of its life: skewed, grey, faint, noisy, compressed."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pypdfium2
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

A4 = (8.27, 11.69)


@dataclass(frozen=True)
class Wear:
    """What the scanner does to a page.  ``contrast`` 1 leaves black black; ``quality`` is that of the JPEG."""

    dpi: int = 150
    turned: float = 1.5
    blur: float = 0.6
    noise: float = 8
    contrast: float = 0.8
    quality: int = 45


KIND = Wear(dpi=200, turned=0, blur=0, noise=0, contrast=1, quality=90)
ORDINARY = Wear()


def pages_of(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages of a printed form, as a scanner sees them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def blank(dpi: int = 150) -> Image.Image:
    return Image.new("L", (round(A4[0] * dpi), round(A4[1] * dpi)), 252)


def noted(text: str, dpi: int = 150) -> Image.Image:
    """A page without a barcode, with something written on it."""
    page = blank(dpi)
    pen = ImageDraw.Draw(page)
    for line in range(12):
        pen.text((dpi, dpi + line * dpi // 2), f"{text} {line}", fill=20, font_size=dpi // 5)
    return page


def worn(page: Image.Image, wear: Wear = ORDINARY, seed: int = 1) -> Image.Image:
    """``page`` after the scanner; the same seed gives the same page."""
    if wear.turned:
        page = page.rotate(wear.turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    grey = np.asarray(page, dtype=float) * wear.contrast + 150 * (1 - wear.contrast)
    grey += np.random.default_rng(seed).normal(0, wear.noise, grey.shape) if wear.noise else 0
    out = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=wear.quality)
    return Image.open(out)


def scanned(*pages: Image.Image, name: str = "lot.pdf", wear: Wear | None = None) -> ContentFile:
    """One PDF of these pages, as the scanner gives it."""
    drawn = [worn(page, wear, seed) if wear else page for seed, page in enumerate(pages)]
    out = io.BytesIO()
    first, *others = [page.convert("RGB") for page in drawn]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=150)
    return ContentFile(out.getvalue(), name=name)


def photo(page: Image.Image, name: str = "page.jpg") -> ContentFile:
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue(), name=name)
