"""``manage.py revalue_rights``: how many rights a revaluation would raise; with ``--apply`` and a name, raises them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benefits.entitlements import services
from benefits.entitlements.models import Entitlement
from portal import clock
from portal.accounts.management.acting import actor_called, add_actor
from portal.refusals import Refused
from portal.web.progress import Progress


class Command(BaseCommand):
    help = (
        "Raise the rights that ran on the day of a revaluation, each once.  The clock does it by itself for the last one; "
        "this is for another day, or to see.  Without --apply it only counts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("on", type=date.fromisoformat, help="the day of the text, as 2025-07-01")
        parser.add_argument("--apply", action="store_true", help="write the raised amounts and tell the people")
        add_actor(parser)

    def handle(self, *args: Any, on: date, apply: bool, identifier: str | None, **options: Any) -> None:
        waiting = Entitlement.objects.to_revalue(on).count()
        if not apply:
            self.stdout.write(
                f"{waiting} rights ran on {on} and have not been raised.  Nothing was written: say --apply."
            )
            return
        try:
            with Progress(waiting, unit="right", stream=self.stderr) as bar:

                def read(done: services.Revalued) -> None:
                    bar.step(f"{done.raised} raised", done.rights)

                found = services.revalue(on=on, now=clock.now(), actor=actor_called(identifier), report=read)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{found.rights} rights looked at, {found.raised} raised.")
