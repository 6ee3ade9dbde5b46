"""``manage.py load_town --people 1000000``: invented people in bulk, for measuring and rehearsing.

Each room that has people in bulk says so in its ``town.py``: ``load(cursor, first, last)`` makes its rows for the people of these
numbers, in the order of the floors.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from portal.accounts.models import User
from portal.bulk import PREFIX
from portal.web.progress import Progress

SLICE = 25_000


def rooms_with_people() -> list[Any]:
    """The ``town`` modules that load people, lowest room first."""
    towns = [
        import_module(f"{room.name}.town")
        for room in apps.get_app_configs()
        if module_has_submodule(room.module, "town")
    ]
    return [town for town in towns if hasattr(town, "load")]


class Command(BaseCommand):
    help = (
        "Load invented people in bulk (demonstration and measuring only): files, registrations, bank accounts, rights."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True)

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration (REBOND_DEMO=1): nothing was changed.")
        if people < 1:
            raise CommandError("--people must be 1 or more.")
        already = User.objects.filter(identifier__startswith=PREFIX, identifier__regex=rf"^{PREFIX}\d{{8}}$").count()
        with Progress(people, unit="people", stream=self.stderr) as bar:
            for first in range(already + 1, already + people + 1, SLICE):
                last = min(first + SLICE - 1, already + people)
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = 0")
                    for room in rooms_with_people():
                        room.load(cursor, first, last)
                bar.step(count=last - first + 1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{people} people more, {already + people} in all.")
