"""``manage.py extend_rights``: what an extension would do; with a flag and a name, the next step of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benefits.extensions import services
from benefits.extensions.models import Extension, ReversalState, Slice
from portal import clock
from portal.accounts.management.acting import actor_called, add_actor
from portal.accounts.models import User
from portal.money import euros
from portal.refusals import Refused
from portal.web.progress import Progress


class Command(BaseCommand):
    help = (
        "Count, check, release, carry out or take back an extension of rights that was drafted on the site: one step at a "
        "time, each in somebody's name.  Without a step it only tells how far it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the number of the extension")
        step = parser.add_mutually_exclusive_group()
        for name, words in STEPS.items():
            step.add_argument(f"--{name}", dest="step", action="store_const", const=name, help=words)
        add_actor(parser)

    def handle(self, *args: Any, number: int, step: str | None, identifier: str | None, **options: Any) -> None:
        extension = Extension.objects.filter(pk=number).first()
        if extension is None:
            raise CommandError(f"There is no extension {number}.")
        try:
            if step is not None:
                getattr(self, f"_{step.replace('-', '_')}")(extension, actor_called(identifier))
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        extension.refresh_from_db()
        self._show(extension)

    def _count(self, extension: Extension, actor: User) -> None:
        services.count(extension=extension, actor=actor, now=clock.now())

    def _check(self, extension: Extension, actor: User) -> None:
        services.check(extension=extension, actor=actor, now=clock.now())

    def _release(self, extension: Extension, actor: User) -> None:
        services.release(extension=extension, actor=actor, now=clock.now())

    def _execute(self, extension: Extension, actor: User) -> None:
        before = services.progress(extension)
        with Progress(before.slices - before.slices_done, unit="slice", stream=self.stderr) as bar:

            def given(part: Slice) -> None:
                bar.step(str(part))

            services.execute(extension=extension, now=clock.now(), actor=actor, report=given)
        self._tell()

    def _take_back(self, extension: Extension, actor: User) -> None:
        reversal = extension.reversals.filter(state=ReversalState.RELEASED).first()
        if reversal is None:
            raise CommandError("No reversal of it is released.")
        services.take_back(reversal=reversal, now=clock.now(), actor=actor)
        self._tell()

    def _tell(self) -> None:
        for part in services.untold():
            services.tell_people_of(part=part, now=clock.now())

    def _show(self, extension: Extension) -> None:
        done = services.progress(extension)
        self.stdout.write(
            f"Extension {extension.pk} ({extension.get_state_display()}): {done.rights} rights counted, "
            f"{euros(services.cost(extension))}, {extension.left_out} left out; {done.slices_done} of {done.slices} slices, "
            f"{done.rights_done} rights, {done.days_done} days given, {done.days_taken} taken back."
        )


STEPS = {
    "count": "say what it would do, and freeze its rule",
    "check": "answer for the figures",
    "release": "let it happen (another person than those who drafted and checked)",
    "execute": "give the days, or carry on where a killed run stopped, then tell the people",
    "take-back": "carry out its released reversal, or carry on, then tell the people",
}
