"""The staff that tests of any room need.  Each room adds its own people in ``tests/<package>/<room>/factories.py``."""

from __future__ import annotations

from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.portal.accounts.factories import UserFactory


def advisor() -> User:
    return UserFactory(roles=(Role.ADVISOR,))


def operator() -> User:
    return UserFactory(roles=(Role.OPERATOR,))
