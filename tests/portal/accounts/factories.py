"""People with an account, and the ways in."""

from __future__ import annotations

import time
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role

PASSWORD = "quatre mots bien choisis"


class UserFactory(factory.django.DjangoModelFactory):
    """A seeker who can sign in; ``roles=(Role.ADVISOR,)`` for another; ``with_second_factor=True`` if it is set up."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    identifier = factory.Sequence(lambda number: f"ESSAI{number:05d}")
    full_name = factory.Sequence(lambda number: f"Personne {number}")
    email = factory.LazyAttribute(lambda user: f"{user.identifier.lower()}@essai.example")

    @factory.post_generation
    def roles(self, create: bool, given: tuple[Role, ...] | None, **_extra: Any) -> None:
        for role in (Role.SEEKER,) if given is None else given:
            RoleGrant.objects.create(user=self, role=role)

    @factory.post_generation
    def password(self, create: bool, given: str | None, **_extra: Any) -> None:
        self.set_password(given or PASSWORD)
        self.save(update_fields=["password"])

    @factory.post_generation
    def with_second_factor(self, create: bool, given: bool | None, **_extra: Any) -> None:
        if given:
            TOTP.activate(self, generate_totp_secret())


def code_of(user: User, *, later: int = 0) -> str:
    """The one-time code that the person's application shows now (``later``: that many half-minutes from now)."""
    secret = decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def signed_in(user: User, client: Client | None = None) -> Client:
    """A browser in which ``user`` is signed in, second factor given where the role wants one, without the pages."""
    client = client or Client()
    client.force_login(user)
    if user.needs_second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
