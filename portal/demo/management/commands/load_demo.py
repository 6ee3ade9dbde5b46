"""``manage.py load_demo``: found the demo town, every room through its own services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.accounts.models import User
from portal.demo.hands import many_hands
from portal.demo.services import hours_until, live_through, set_clock
from portal.demo.town import FOUNDED_AT, VISITED_FROM, Town, hours_of_habit, shares
from portal.web.progress import Progress

QUIET_DAYS = range(18, 25)


class Command(BaseCommand):
    help = "Demonstration only: fill an empty database with the demo town, and let it live until a visitor comes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=400)

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration (REBOND_DEMO=1): nothing was changed.")
        if User.objects.exists():
            raise CommandError("The database is not empty: nothing was changed. Begin anew with ./start --fresh.")
        with many_hands():
            self.found(people)
            self.live()
        set_clock(to=VISITED_FROM)  # waits for the disk, and so for everything before it

    def found(self, people: int) -> None:
        set_clock(to=FOUNDED_AT)
        for title, make in shares():
            with Progress(1, unit=title, stream=self.stderr) as bar:
                make(Town(people=people, progress=self.follower(bar)))

    def live(self) -> None:
        """The weeks before the visit, at the hours when something happens."""
        hours = [hour for hour in hours_until(VISITED_FROM) if self.is_busy(hour.astimezone(clock.PARIS))]
        with Progress(len(hours), unit="hours lived", stream=self.stderr) as bar:
            for hour in hours:
                live_through(hour)
                bar.step(f"{hour.astimezone(clock.PARIS):%d/%m/%Y}")

    @staticmethod
    def is_busy(here: datetime) -> bool:
        """Nothing happens in the hours without a habit, nor between a closing and the first reminder of the next window."""
        return here.hour in {0, *hours_of_habit()} and here.day not in QUIET_DAYS

    @staticmethod
    def follower(bar: Progress) -> Callable[[str, int, int], None]:
        def follow(label: str, done: int, total: int) -> None:
            bar.total = max(total, 1)
            bar.step(label, done - bar.done)

        return follow
