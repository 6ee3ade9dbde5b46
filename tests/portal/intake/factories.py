"""Forms printed for people, and batches that bring them back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PIL import Image

from portal import clock
from portal.accounts.models import User
from portal.intake import printing, services
from portal.intake.models import Batch, Bundle, Page, ScanFile, Slip
from portal.intake.papers import Paper, boxed, choice, line, words
from portal.intake.rules import codes
from tests.portal.intake.scanner import pages_of, scanned

CANARY = codes.signed("66666666")
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


def left_behind(person: User) -> None:
    """One row of each kind about ``person``, without a file behind it: what the pages of others must not show."""
    slip = Slip.objects.create(
        code=CANARY, person=person, matter="declaration:2026-11", state="returned", returned_at=NOW, received_on=TODAY,
        promised_on=TODAY,
    )  # fmt: skip
    batch = Batch.objects.create(name="canari.pdf", folder="0" * 32, received_on=TODAY, state="read", read_at=NOW)
    file = ScanFile.objects.create(
        batch=batch, position=0, name="canari.pdf", sha256="0" * 64, stored="0" * 32, pages=1, done=1
    )
    bundle = Bundle.objects.create(
        batch=batch, number=1, state="linked", slip=slip, addressee=person, received_on=TODAY, settled_at=NOW
    )
    Page.objects.create(batch=batch, number=1, file=file, image="0" * 16, width=10, height=10, bundle=bundle)
    services.write_letter(
        recipient=person, paper=form(1), dedupe_key="canary", wanted_on=TODAY, actor=None, now=NOW, slip=slip
    )
