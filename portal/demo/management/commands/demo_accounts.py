"""``manage.py demo_accounts``: whom to sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.accounts import showcase


class Command(BaseCommand):
    help = "Demonstration only: list the accounts to try, by role."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration (REBOND_DEMO=1).")
        known = showcase()
        if not known:
            self.stdout.write("No demo town yet: manage.py load_demo")
            return
        self.stdout.write(f"Password of every account: {known[0].password}")
        for each in known:
            code = "  + code of /demo/codes/" if each.second_factor else ""
            self.stdout.write(f"  {each.identifier:<22} {each.role:<28} {each.why}{code}")
