"""The very first operator of an installation.  Later accounts are opened by two people, on their screens."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal.accounts import services
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.refusals import Refused


class Command(BaseCommand):
    help = "Open the account of the first operator, and print the link where its password is chosen (three days, once)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("identifier")
        parser.add_argument("--name", required=True, help="the person's name, as colleagues will read it")
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, identifier: str, name: str, email: str, **options: Any) -> None:
        try:
            validate_email(email)
            user = services.found(identifier=identifier, full_name=name, email=email, role=Role.OPERATOR, now=present())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        path = services.issue_link(user=user, now=present())
        self.stdout.write(
            f"Open this address to choose a password, then set up the second factor:\n{settings.SITE_URL}{path}"
        )
