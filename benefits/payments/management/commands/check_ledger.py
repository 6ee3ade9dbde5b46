"""``manage.py check_ledger``: read every invariant of the money; exit 1 when one is broken."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from benefits.payments import invariants
from benefits.payments.services import books
from portal.money import euros


class Command(BaseCommand):
    help = "Check that the books, the payments and the bank's files say the same. Reads only."

    def handle(self, *args: Any, **options: Any) -> None:
        for account, cents in books.totals().items():
            self.stdout.write(f"{account.label}: {euros(cents)}")
        broken = invariants.broken()
        for name, ids in broken.items():
            self.stderr.write(f"BROKEN {name}: {', '.join(map(str, ids))}")
        if broken:
            sys.exit(1)
        self.stdout.write(f"{len(invariants.INVARIANTS)} invariants hold.")
