"""Forms printed for people, and batches that bring them back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PIL import Image

from portal import clock
from portal.accounts.models import User
from portal.intake import printing, services
from portal.intake.models import Batch, Slip
from portal.intake.papers import Paper, boxed, choice, line, words
from tests.portal.intake.scanner import pages_of, scanned

TODAY = date(2026, 12, 3)
NOW = clock.at(TODAY, 10)


def form(pages: int = 2) -> Paper:
    """A form of ``pages`` pages, about nothing."""
    blocks = [words("Répondez à chaque question."), choice("Avez-vous travaillé ?", ["Oui", "Non"])]
    blocks += [
        {"kind": "new_page"},
        {"kind": "blanks", "label": "Salaire", "hint": "", "fields": [boxed("brut", 6), line("nom")]},
    ] * (pages - 1)
    return Paper(title="Formulaire d’essai", blocks=blocks, pages=pages)


def printed(person: User | None, matter: str = "declaration:2026-11", pages: int = 2) -> Slip:
    return services.print_slip(person=person, matter=matter, pages=pages, actor=person, now=NOW)


def sheets(slip: Slip, dpi: int = 150) -> list[Image.Image]:
    """The paper of ``slip``, page by page."""
    return pages_of(printing.pdf(form(slip.pages), slip, NOW), dpi)


def batch_of(*pages: Image.Image, actor: User | None = None, now: datetime = NOW, **facts: Any) -> Batch:
    """Scanned, taken in and read."""
    known = {"received_on": now.date(), "postmarked_on": None, **facts}
    batch = services.take_in(files=[scanned(*pages)], actor=actor, now=now, **known)
    return services.read_batch(batch=batch, now=now)
