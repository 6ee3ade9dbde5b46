"""Accounts, for every room.  Each room adds its own people in ``tests/<package>/<room>/factories.py``."""

from __future__ import annotations

from typing import Any

import factory

from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role


class UserFactory(factory.django.DjangoModelFactory):
    """An account with one role that holds: ``UserFactory(role=Role.ADVISOR)``; a password only when asked for."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    identifier = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.identifier}@exemple.invalid")
    full_name = factory.Sequence("Personne {}".format)

    @factory.post_generation
    def password(self, create, value, **kwargs):
        if value:
            self.set_password(value)
            self.save(update_fields=["password"])

    @factory.post_generation
    def role(self, create, value, **kwargs):
        """Granted by the installation itself, so that it needs no second person."""
        if value:
            RoleGrant.objects.create(user=self, role=value)


def advisor() -> Any:
    return UserFactory(role=Role.ADVISOR)


def operator() -> Any:
    return UserFactory(role=Role.OPERATOR)
