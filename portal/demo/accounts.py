"""The accounts to try, by role: some people of the town are worth meeting first."""

from __future__ import annotations

from dataclasses import dataclass

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.town import PASSWORD

WORTH_MEETING: dict[str, str] = {}
"""identifier → why; filled by the shares of the town as they are loaded (see ``introduce``)."""


@dataclass(frozen=True)
class Acquaintance:
    identifier: str
    password: str
    name: str
    role: str
    why: str
    second_factor: bool


def introduce(identifier: str, why: str) -> None:
    """Say that this account is worth trying, and why; called when a room's ``demo`` module is loaded."""
    WORTH_MEETING[identifier] = why


def showcase() -> list[Acquaintance]:
    """The accounts worth trying that exist in this town, staff first."""
    from portal.demo.town import shares

    shares()  # loads every room's introductions
    users = User.objects.filter(identifier__in=WORTH_MEETING).prefetch_related("grants")
    met = [
        Acquaintance(
            identifier=user.identifier,
            password=PASSWORD,
            name=user.full_name,
            role=", ".join(str(Role(grant.role).label) for grant in user.grants.all() if grant.ended_at is None),
            why=WORTH_MEETING[user.identifier],
            second_factor=user.needs_second_factor,
        )
        for user in users
    ]
    order = list(WORTH_MEETING)
    return sorted(met, key=lambda each: (not each.second_factor, order.index(each.identifier)))
