"""``manage.py run_payments``: show what a run would pay; with a flag and a name, do the next step of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from benefits.payments import services
from benefits.payments.models import BankFile, PaymentRun
from benefits.payments.services.runs import payable_through
from portal import clock
from portal.accounts.management.acting import actor_called, add_actor
from portal.accounts.models import User
from portal.money import euros
from portal.months import Month
from portal.refusals import Refused
from portal.web.progress import Progress


class Command(BaseCommand):
    help = (
        "Prepare, check, release and carry out a payment run: one step at a time, each in somebody's name. "
        "Without a step it only tells what a run would pay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--month", help="pay through this month (2026-11); by default the last one that may be paid"
        )
        step = parser.add_mutually_exclusive_group()
        for name, words in STEPS.items():
            step.add_argument(f"--{name}", dest="step", action="store_const", const=name, help=words)
        add_actor(parser)

    def handle(self, *args: Any, month: str | None, step: str | None, identifier: str | None, **options: Any) -> None:
        now = clock.now()
        through = _month(month) if month else payable_through(now)
        try:
            if step is None:
                self._tell(through, now)
            else:
                getattr(self, f"_{step}")(actor_called(identifier), through, now)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _tell(self, through: Month, now: datetime) -> None:
        """The figures of a run that is prepared and thrown away."""
        if (run := PaymentRun.objects.open().first()) is not None:
            self._show(run)
            return
        with transaction.atomic():
            run = services.prepare_run(actor=None, now=now, through=through)
            self._show(run) if run else self.stdout.write(f"Nothing is due through {through}.")
            transaction.set_rollback(True)
        self.stdout.write("Nothing was written: add --prepare --as IDENTIFIER.")

    def _prepare(self, actor: User, through: Month, now: datetime) -> None:
        run = services.prepare_run(actor=actor, now=now, through=through)
        if run is None:
            raise CommandError(f"A run is open already, or nothing is due through {through}.")
        self._show(run)

    def _check(self, actor: User, through: Month, now: datetime) -> None:
        self._show(services.check_run(run=_open_run(), actor=actor, now=now))

    def _release(self, actor: User, through: Month, now: datetime) -> None:
        self._show(services.release_run(run=_open_run(), actor=actor, now=now))

    def _execute(self, actor: User, through: Month, now: datetime) -> None:
        run = _open_run()
        before = services.progress(run)
        with Progress(before.files - before.files_done, unit="file", stream=self.stderr) as bar:

            def written(file: BankFile) -> None:
                bar.step(str(file))
                services.tell(file=file, now=now)

            run = services.execute(run=run, now=now, actor=actor, report=written)
        self._show(run)

    def _show(self, run: PaymentRun) -> None:
        done = services.progress(run)
        self.stdout.write(
            f"Run {run.pk} ({run.get_state_display()}), through {run.through}, transfers on {run.transfer_on}: "
            f"{run.count} payments, {euros(run.sum_cents)}, {run.held_count} held for want of an account; "
            f"{done.files_done} of {done.files} files, {done.count_done} payments, {euros(done.sum_cents_done)} done."
        )


STEPS = {
    "prepare": "set apart and count what is due",
    "check": "answer for the control figures",
    "release": "let the money go (another person than the one who checked)",
    "execute": "post the ledger and write the bank's files, or carry on where a killed run stopped",
}


def _open_run() -> PaymentRun:
    run = PaymentRun.objects.open().first()
    if run is None:
        raise CommandError("No run is open: begin with --prepare.")
    return run


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as wrong:
        raise CommandError(str(wrong)) from wrong
