"""Can a tired reader make out this page?  A remark, never a refusal: the person decides whether to take it again.

Measured on a grey picture of a fixed size, so that a telephone with many pixels is not judged more harshly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

BLURRED, DARK, SMALL, BLANK = "blurred", "dark", "small", "blank"
CODES = (BLURRED, DARK, SMALL, BLANK)

LOOKED_AT = 1000
"""Pixels of the longest side of what is measured."""
SMALLEST_SIDE = 900
"""A page of A4 whose longest side has fewer pixels (about 75 dpi) cannot be read."""
SHARP = 0.012
"""Variance of the Laplacian over the variance of the picture: print in focus gives 0.05 and more, out of focus under 0.01."""
LIGHT = 70
"""Of 255: the brightness that nine pixels of ten do not reach, on a page too dark to read."""
SPREAD = 4.0
"""Standard deviation under which there is nothing on the page."""


def remarks(grey: Any, width: int, height: int, *, photo: bool) -> list[str]:
    """What to doubt of a page: ``grey`` is a 2-D array of 0–255 whose longest side is about ``LOOKED_AT``, ``width`` and
    ``height`` the pixels that were sent.  Sharpness and size are asked of a photo only: a PDF is drawn by us."""
    levels = np.asarray(grey, dtype=np.float32)
    if float(levels.std()) < SPREAD:
        return [DARK if float(levels.mean()) < LIGHT else BLANK]
    found = []
    if photo and max(width, height) < SMALLEST_SIDE:
        found.append(SMALL)
    if float(np.percentile(levels, 90)) < LIGHT:
        found.append(DARK)
    if photo and sharpness(levels) < SHARP:
        found.append(BLURRED)
    return found


def sharpness(levels: Any) -> float:
    """Variance of the Laplacian, over that of the picture: the same page in weak light is not called blurred."""
    laplacian = levels[:-2, 1:-1] + levels[2:, 1:-1] + levels[1:-1, :-2] + levels[1:-1, 2:] - 4 * levels[1:-1, 1:-1]
    return float(laplacian.var() / max(float(levels.var()), 1.0))
