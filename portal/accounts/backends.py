"""Sign-in by identifier or by e-mail, with a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from portal.accounts.models import User


class IdentifierOrEmail(BaseBackend):
    """An unknown name costs the same time as a wrong password, so that nobody learns who is registered."""

    def authenticate(self, request: Any, username: str | None = None, email: str | None = None,
                     password: str | None = None, **_others: Any) -> User | None:  # fmt: skip
        name = (username or email or "").strip()
        if not name or password is None:
            return None
        user = User.objects.filter(Q(identifier=name) | Q(email__iexact=name)).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
