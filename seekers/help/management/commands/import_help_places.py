"""Load the places where digital help is near: ``manage.py import_help_places places.csv [--dry-run]``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from seekers.help import services
from seekers.help.models import PlaceKind
from seekers.help.services import PlaceLine

COLUMNS = {
    "identifiant": "reference", "nom": "name", "type": "kind", "adresse": "address", "code_postal": "postcode",
    "commune": "town", "telephone": "phone", "horaires": "hours",
}  # fmt: skip
NEEDED = ("nom", "code_postal", "commune")


class Command(BaseCommand):
    help = f"Read a CSV in UTF-8 (columns: {', '.join(COLUMNS)}) and replace the places of digital help by those in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be loaded, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"No file at {path}.")
        lines, bad = [], []
        for number, row in _rows(path):
            line = _line(row)
            lines.append(line) if line else bad.append(number)
        for number in bad:
            self.stderr.write(f"line {number}: no name, no town, or not a postcode of five digits; left out")
        if options["dry_run"]:
            self.stdout.write(f"{len(lines)} places would be loaded, {len(bad)} lines left out.  Nothing was written.")
            return
        loaded = services.load_places(lines=lines, actor=None, now=clock.now())
        self.stdout.write(f"{loaded} places loaded, {len(bad)} lines left out.")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise CommandError(f"{path.name} is not UTF-8 text. Save it in UTF-8.") from wrong
    header = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if header.count(";") >= header.count(",") else ",")
    missing = [column for column in NEEDED if column not in (reader.fieldnames or [])]
    if missing:
        raise CommandError(f"{path.name} has no column {', '.join(missing)}.")
    yield from ((number, row) for number, row in enumerate(reader, start=2))


def _line(row: dict[str, str]) -> PlaceLine | None:
    said = {name: " ".join((row.get(column) or "").split()) for column, name in COLUMNS.items()}
    postcode = said["postcode"].zfill(5)
    if not (said["name"] and said["town"] and len(postcode) == 5 and postcode.isascii() and postcode.isdigit()):
        return None
    return PlaceLine(
        reference=(said["reference"] or f"{said['name']} {postcode}")[:60],
        name=said["name"][:120],
        postcode=postcode,
        town=said["town"][:80],
        kind=said["kind"] if said["kind"] in PlaceKind.values else PlaceKind.OTHER,
        address=said["address"][:160],
        phone=said["phone"][:20],
        hours=said["hours"][:300],
    )
