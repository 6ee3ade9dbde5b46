"""In whose name a command acts: nothing is done by "the server"."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser

from portal.accounts.models import User


def add_actor(parser: CommandParser) -> None:
    """The option ``--as``."""
    parser.add_argument("--as", dest="identifier", help="whose act it is: needed for every step")


def actor_called(identifier: str | None) -> User:
    """The active account of that identifier.  Refused (``CommandError``): none was named, or there is none."""
    person = User.objects.filter(identifier=identifier, is_active=True).first() if identifier else None
    if person is None:
        raise CommandError("Say whose act it is: --as IDENTIFIER.")
    return person
