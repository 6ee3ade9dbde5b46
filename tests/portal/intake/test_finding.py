"""Barcodes on bad scans: found whenever somebody could still read the form, never mistaken."""

from __future__ import annotations

import random

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from portal.codes import ALPHABET
from portal.intake import printing
from portal.intake.models import Slip
from portal.intake.rules import codes, finding
from portal.intake.rules.finding import Finding, find
from tests.portal.intake.factories import NOW, form
from tests.portal.intake.scanner import KIND, Wear, blank, noted, pages_of, worn

LETTERS = (
    "oO08B@%&gQ96eaEH", "ABCDEFGHIJKLMNOPQRSTUVWXYZ ", "abcdefghijklmnopqrstuvwxyz éèà ", "0123456789 ,.",
    "INCONNU inconnu 0123456789",
)  # fmt: skip
MISTAKEN = (121, 190, 342, 548)
"""Pages of letters in which the reader sees corners of a barcode."""
CODE = codes.signed("K7H4X9HT".replace("7", "6"))


@pytest.fixture(scope="module")
def sheets() -> dict[int, list[Image.Image]]:
    """The same form at the resolutions of scanners, good and bad."""
    pdf = printing.pdf(form(2), Slip(code=CODE), NOW)
    return {dpi: pages_of(pdf, dpi) for dpi in (100, 150, 200)}


@pytest.mark.parametrize(
    "wear",
    [
        KIND,
        Wear(dpi=100, turned=0, blur=0.4, noise=6, contrast=0.9, quality=60),
        Wear(dpi=100, turned=2, blur=0.7, noise=10, contrast=0.7, quality=40),
        Wear(dpi=100, turned=-4, blur=0.7, noise=12, contrast=0.6, quality=35),
        Wear(dpi=150, turned=7, blur=1.0, noise=15, contrast=0.6, quality=30),
        Wear(dpi=150, turned=-11, blur=0.8, noise=12, contrast=0.5, quality=35),
        Wear(dpi=150, turned=90, blur=0.8, noise=10, contrast=0.7, quality=40),
        Wear(dpi=150, turned=180, blur=0.8, noise=10, contrast=0.7, quality=40),
        Wear(dpi=200, turned=271, blur=1.2, noise=20, contrast=0.4, quality=30),
        Wear(dpi=200, turned=45, blur=0.8, noise=10, contrast=0.7, quality=40),
    ],
    ids=str,
)
def test_a_bad_scan_is_read(sheets: dict[int, list[Image.Image]], wear: Wear) -> None:
    for number, page in enumerate(sheets[wear.dpi], start=1):
        assert find(worn(page, wear, seed=number)).mark == codes.Mark(CODE, number)


def test_a_coffee_stain_on_a_corner_of_the_barcode_changes_nothing(sheets: dict[int, list[Image.Image]]) -> None:
    page = sheets[150][0].copy()
    dark = np.argwhere(np.asarray(page)[: page.height // 6, page.width * 2 // 3 :] < 128)
    bottom, right = (int(each) for each in dark.max(axis=0))
    right += page.width * 2 // 3
    ImageDraw.Draw(page).ellipse((right - 40, bottom - 40, right - 5, bottom - 5), fill=90)
    assert find(worn(page)).mark == codes.Mark(CODE, 1)


def test_a_page_without_a_barcode_has_none() -> None:
    assert find(worn(noted("Fiche de paie"))) == Finding()
    assert find(blank()) == Finding()


def test_somebody_elses_barcode_is_no_barcode_of_ours() -> None:
    assert find(with_barcode("https://laposte.example/suivi/1234")) == Finding()


def test_a_wrong_check_letter_is_spoilt_and_never_a_code() -> None:
    """Sabotage: every other last sign, on an otherwise perfect barcode."""
    for sign in set(ALPHABET) - {CODE[-1]}:
        assert find(with_barcode(f"RB1.{CODE[:-1]}{sign}.1")) == Finding(spoilt=True)


def test_two_forms_one_over_the_other_are_spoilt(sheets: dict[int, list[Image.Image]]) -> None:
    page = sheets[150][0].copy()
    page.paste(drawn(codes.barcode(codes.signed("33333333"), 1)), (200, 1200))
    assert find(page) == Finding(spoilt=True)


@pytest.mark.parametrize("seed", MISTAKEN)
def test_large_letters_are_no_spoilt_barcode(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: without a look at the eyes, each of these pages is called spoilt."""
    assert find(lettered(seed)) == Finding()
    monkeypatch.setattr(finding, "_has_eyes", lambda pixels, place: True)
    assert find(lettered(seed)).spoilt


@pytest.mark.parametrize("turned", [0, 3, 90, 180])
def test_one_of_ours_under_ink_is_spoilt(turned: float) -> None:
    page, code = noted("Courrier"), drawn(codes.barcode(CODE, 1))
    square = code.width / 33  # twenty-five squares, and four of white on each side
    eyes = 12.5 * square, 20.5 * square
    for at in range(int(4 * square), int(29 * square), 5):
        right = code.width if at > eyes[1] - 6 * square else eyes[1]
        ImageDraw.Draw(code).line((eyes[0], at, right, at), fill=(at * 7) % 255, width=4)
    page.paste(code, (800, 300))
    assert find(page.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255)) == Finding(spoilt=True)


def drawn(text: str) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    return Image.fromarray(np.array(code.to_image(scale=6)))


def with_barcode(text: str) -> Image.Image:
    page = noted("Courrier")
    page.paste(drawn(text), (900, 100))
    return page


def lettered(seed: int) -> Image.Image:
    """A page of large letters in no order: now and then a reader sees corners of a barcode in them."""
    chance = random.Random(seed)
    page, size, top = blank(), chance.choice([30, 45, 60, 90, 120, 160]), 60
    pen, letters = ImageDraw.Draw(page), chance.choice(LETTERS)
    while top < 1650:
        pen.text((60, top), "".join(chance.choice(letters) for _ in range(60)), fill=20, font_size=size)
        top += int(size * chance.choice([1.0, 1.2, 1.5]))
    return page
