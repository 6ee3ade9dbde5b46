"""``manage.py import_certificates FILE``: what employers sent about the end of contracts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from seekers.registration import certificate_lines, services

REASONS_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Keep the employers' certificates of FILE (JSON lines, or CSV with a heading).  Bad lines are said and left out;"
        " the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file} is not a file.")
        received = services.receive_certificates(lines=certificate_lines.read(file), actor=None, now=clock.now())
        self.stdout.write(
            f"{received.added} added, {received.known} known already, {len(received.refused)} lines refused."
        )
        shown = received.refused if verbosity > 1 else received.refused[:REASONS_SHOWN]
        for number, why in shown:
            self.stdout.write(f"    line {number}: {why}")
        if len(shown) < len(received.refused):
            self.stdout.write(f"    and {len(received.refused) - len(shown)} more lines (-v 2 says them all)")
