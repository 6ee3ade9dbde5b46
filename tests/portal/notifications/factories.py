"""People to write to, and a message to write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.accounts.models import User
from portal.months import Month
from portal.notifications import addresses
from portal.notifications.addresses import Recipient
from portal.notifications.kinds import Kind, Text


class Opening(Kind):
    code = "tests.opening"
    texts = {
        "fr": Text(
            "Déclarez {month}",
            "Bonjour, déclarez {month} avant le {deadline}.",
            "déclarez {month} avant le {deadline}.",
        ),
        "en": Text(
            "Declare {month}", "Hello, declare {month} before {deadline}.", "declare {month} before {deadline}."
        ),
    }
    example = {"month": Month(2026, 9), "deadline": Month(2026, 9).last}

    @classmethod
    def path(cls, context) -> str:
        return "/declarations/"


CONTEXT = {"month": Month(2026, 11), "deadline": Month(2026, 12).first.replace(day=15)}


def people(count: int, *, language: str = "fr") -> list[User]:
    """``count`` accounts with an e-mail address that cannot exist."""
    first = User.objects.count()
    return User.objects.bulk_create(
        User(
            identifier=f"person{number}",
            full_name=f"Personne {number}",
            email=f"person{number}@exemple.invalid",
            language=language,
        )
        for number in range(first, first + count)
    )


class Book:
    """An address book that the test fills; it remembers which addresses were said to be dead."""

    def __init__(self) -> None:
        self.recipients: dict[int, Recipient] = {}
        self.dead: list[tuple[int, str]] = []

    def add(self, user: User, **facts) -> Recipient:
        number = 33639980000 + user.pk % 10_000
        known = {"email": user.email, "phone": f"+{number}", "preferred": "sms", "language": user.language}
        self.recipients[user.pk] = Recipient(user.pk, **(known | facts))
        return self.recipients[user.pk]

    def find(self, user_ids) -> dict[int, Recipient]:
        return {pk: self.recipients[pk] for pk in user_ids if pk in self.recipients}

    def failed(self, *, user_ids, channel, now) -> None:
        self.dead.extend((pk, channel) for pk in user_ids)


@pytest.fixture
def book() -> Iterator[Book]:
    """Stands in for the room above that keeps the addresses."""
    before = list(addresses._keepers)
    addresses._keepers.clear()
    made = Book()
    addresses.register(made.find, on_failure=made.failed)
    yield made
    addresses._keepers[:] = before
