"""``manage.py take_in FOLDER``: take in and read what the scanner dropped; what was taken before is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.intake import services
from portal.intake.models import Batch, BundleState
from portal.intake.refusals import NothingNew
from portal.refusals import Refused
from portal.web.progress import Progress

PICTURES, PDF = {".jpg", ".jpeg", ".png"}, {".pdf"}


class Command(BaseCommand):
    help = "Take in every PDF of FOLDER as a batch, and its pictures together as one, in the order of their names; then read them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--received", type=date.fromisoformat, help="the day it arrived (2026-12-03); today when not said"
        )
        parser.add_argument(
            "--postmarked", type=date.fromisoformat, help="the day of the postmark, when all bear the same"
        )

    def handle(self, *args: Any, folder: Path, received: date | None, postmarked: date | None, **options: Any) -> None:
        piles = _piles(folder)
        if not piles:
            raise CommandError(f"No PDF and no picture in {folder}.")
        for pile in piles:
            self._take(pile, received or clock.today(), postmarked)

    def _take(self, pile: list[Path], received: date, postmarked: date | None) -> None:
        name = pile[0].name
        handles = [path.open("rb") for path in pile]
        try:
            files = [File(handle, name=path.name) for path, handle in zip(pile, handles, strict=True)]
            batch = services.take_in(
                files=files, received_on=received, postmarked_on=postmarked, actor=None, now=clock.now(), name=name
            )
        except NothingNew:
            self.stdout.write(f"{name}: taken before, nothing new.")
            return
        except Refused as refused:
            self.stderr.write(f"{name}: {refused.sentence}")
            return
        finally:
            for handle in handles:
                handle.close()
        with Progress(len(pile), unit="page", stream=self.stderr) as bar:
            batch = services.read_batch(batch=batch, now=clock.now(), report=lambda pages: bar.step(name, pages))
        self._tell(batch)

    def _tell(self, batch: Batch) -> None:
        bundles = batch.bundles.all()
        linked = sum(each.state == BundleState.LINKED for each in bundles)
        self.stdout.write(
            f"{batch}: {batch.pages.count()} pages, {linked} of {len(bundles)} bundles linked, "
            f"{sum(each.state == BundleState.TO_SORT for each in bundles)} to sort."
        )


def _piles(folder: Path) -> list[list[Path]]:
    """One pile a PDF, one pile of all pictures; by name."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    pictures = [path for path in found if path.suffix.lower() in PICTURES]
    return [[path] for path in found if path.suffix.lower() in PDF] + ([pictures] if pictures else [])
