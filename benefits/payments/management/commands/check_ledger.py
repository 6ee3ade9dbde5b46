"""``manage.py check_ledger``: read every invariant of the money and of the days given; exit 1 when one is broken."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from benefits.extensions import invariants as extensions
from benefits.payments import invariants as payments
from benefits.payments.services import books
from portal.money import euros


class Command(BaseCommand):
    help = "Check that books, payments and bank files say the same, and that extensions gave what they say. Reads only."

    def handle(self, *args: Any, **options: Any) -> None:
        for account, cents in books.totals().items():
            self.stdout.write(f"{account.label}: {euros(cents)}")
        broken = payments.broken() | extensions.broken()
        for name, ids in broken.items():
            self.stderr.write(f"BROKEN {name}: {', '.join(map(str, ids))}")
        if broken:
            sys.exit(1)
        self.stdout.write(f"{len(payments.INVARIANTS) + len(extensions.INVARIANTS)} invariants hold.")
