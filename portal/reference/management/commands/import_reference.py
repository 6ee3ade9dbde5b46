"""``manage.py import_reference FOLDER``: the official files of places, trades, activities and agencies."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from portal import clock
from portal.reference import services
from portal.reference.sources import sources
from portal.web.progress import Progress

REASONS_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Load the official open files found in FOLDER (docs/reference.md lists them).  Bad lines are said and left out;"
        " loading again changes nothing.  -v 2 says every bad line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, folder: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            with Progress(len(sources()), unit="files read", stream=self.stderr) as bar:
                readings = services.read_folder(folder, told=bar.step)
            with Progress(len(readings), unit="files loaded", stream=self.stderr) as bar:
                outcomes = services.load_readings(
                    readings=readings, actor=None, now=clock.now(), dry_run=dry_run, told=bar.step
                )
        except (services.WrongFile, OSError, DatabaseError) as wrong:
            raise CommandError(f"{wrong}\nNothing was changed.") from wrong
        self.report(outcomes, shown=None if verbosity > 1 else REASONS_SHOWN)
        absent = {each.name for each in sources()} - {each.reading.source.name for each in outcomes}
        if absent:
            self.stdout.write(f"Not in this folder, left as they are: {', '.join(sorted(absent))}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")

    def report(self, outcomes: list[services.Outcome], shown: int | None) -> None:
        self.stdout.write(f"{'':14}{'read':>9}{'added':>9}{'changed':>9}{'same':>9}{'left out':>9}{'refused':>9}")
        for each in outcomes:
            counts = (
                each.reading.rows_read, each.added, each.changed, each.unchanged, each.left_out, len(each.refused),
            )  # fmt: skip
            self.stdout.write(f"{each.reading.source.name:14}" + "".join(f"{count:9}" for count in counts))
            for number, why in each.refused[:shown]:
                self.stdout.write(f"    {each.reading.path.name} line {number}: {why}")
            hidden = len(each.refused[shown:]) if shown is not None else 0
            if hidden:
                self.stdout.write(f"    and {hidden} more lines (-v 2 says them all)")
