"""Who comes through the State, and whether they are in."""

from __future__ import annotations

from django.test import Client

from portal.accounts import services
from portal.accounts.identity import FRANCECONNECT, StateIdentity
from portal.accounts.models import User
from portal.accounts.present import present
from tests.portal.accounts.factories import UserFactory

PERSON = {
    "given_name": "Zélie Anne", "family_name": "Marchandise", "birthdate": "1994-02-17", "birthplace": "59512",
    "birthcountry": "99100", "gender": "female", "email": "zelie@habitants.example",
}  # fmt: skip


def linked(user: User | None = None, source: str = FRANCECONNECT) -> User:
    user = user or UserFactory()
    services.link_state_identity(user=user, identity=StateIdentity(source, "subject-1"), actor=user, now=present())
    return user


def is_in(browser: Client, user: User) -> bool:
    return browser.session.get("_auth_user_id") == str(user.pk)


def nobody_is_in(browser: Client) -> bool:
    return "_auth_user_id" not in browser.session
