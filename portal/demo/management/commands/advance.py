"""``manage.py advance --to 2026-12-16``: live through the days in between, every scheduled job at its hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.demo.moved_clock import follow
from portal.demo.services import set_out, travel
from portal.refusals import Refused
from portal.web.progress import Progress


class Command(BaseCommand):
    help = "Demonstration only: move the clock forward and play every scheduled job of the days in between."

    def add_arguments(self, parser: CommandParser) -> None:
        when = parser.add_mutually_exclusive_group(required=True)
        when.add_argument("--to", help="a day (2026-12-16) or an instant (2026-12-16T09:30), Europe/Paris")
        when.add_argument("--days", type=int, help="how many days to move forward")

    def handle(self, *args: Any, to: str | None, days: int | None, **options: Any) -> None:
        follow()
        start = clock.now()
        end = start + timedelta(days=days) if days else self.instant(to or "")
        hours = max(1, int((end - start).total_seconds() // 3600) + 1)
        with Progress(hours, unit="h", stream=self.stderr) as bar:

            def told(hour: datetime) -> None:
                bar.step(f"{hour.astimezone(clock.PARIS):%d/%m/%Y %H:%M}")

            try:
                set_out(to=end, actor=None)
                travel(told=told)
            except Refused as refused:
                raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{clock.now().astimezone(clock.PARIS):%Y-%m-%d %H:%M} (Europe/Paris)")

    @staticmethod
    def instant(text: str) -> datetime:
        try:
            if len(text) == len("2026-12-16"):
                return clock.start_of(date.fromisoformat(text))
            return datetime.fromisoformat(text).replace(tzinfo=clock.PARIS)
        except ValueError as error:
            raise CommandError(
                f"{text!r} is not a day like 2026-12-16 nor an instant like 2026-12-16T09:30."
            ) from error
