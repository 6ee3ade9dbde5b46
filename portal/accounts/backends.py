"""Sign-in by identifier or by e-mail, with a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from portal.accounts import attempts
from portal.accounts.digests import address_key
from portal.accounts.models import User
from portal.prepared import Prepared

_WHO = Prepared(lambda given: User.objects.with_roles().filter(pk=given("pk"), is_active=True))


class IdentifierOrEmail(BaseBackend):
    """Every password try passes here: sign-in, re-authentication, change of password.  Each is counted (``attempts``).

    An unknown name, an account that must wait and a wrong password cost the same time and get the same answer, so that
    nobody learns who is registered, or who is locked out.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        email: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> User | None:
        name = (username or email or "").strip()
        if request is None or not name or password is None or "\0" in name:
            return None
        user = User.objects.named(name)
        attempt = attempts.begin(kind="password", user=user, typed=name, address_key=address_key(request))
        if attempt is None or user is None:
            User().set_password(password)
            if attempt:
                attempts.failed(attempt)
            return None
        if not (user.check_password(password) and user.is_active):
            attempts.failed(attempt)
            return None
        attempts.succeeded(attempt)
        return user

    def get_user(self, user_id: int) -> User | None:
        return _WHO.first(pk=user_id)
