"""``manage.py load_demo``: found the demo town, every room through its own services."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.demo.services import set_clock
from portal.demo.town import FIRST_DAY, OPENING_DAY, Town, shares
from portal.web.progress import Progress


class Command(BaseCommand):
    help = "Demonstration only: fill an empty database with the demo town."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=400)

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration (REBOND_DEMO=1): nothing was changed.")
        if User.objects.exists():
            raise CommandError("The database is not empty: nothing was changed. Begin anew with ./start --fresh.")
        set_clock(to=FIRST_DAY)
        for title, make in shares():
            with Progress(1, unit=title, stream=self.stderr) as bar:
                make(Town(people=people, progress=self.follower(bar)))
        set_clock(to=OPENING_DAY)

    @staticmethod
    def follower(bar: Progress):
        def follow(label: str, done: int, total: int) -> None:
            bar.total = max(total, 1)
            bar.step(label, done - bar.done)

        return follow
