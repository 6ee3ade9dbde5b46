"""The account of somebody who registers: opened with a name only, it becomes a job seeker's when they sign."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import sessions
from portal.accounts.events import AccountOpened
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.accounts.services.roles import NameTaken, open_account
from portal.audit import services as audit

FIRST_DIGIT, OTHER_DIGITS, DRAWS = "8", 10, 5


def open_applicant(*, full_name: str, language: str, actor: User | None, now: datetime) -> User:
    """An account without a password nor an address, for who begins to register.  Its identifier is drawn: 11 digits."""
    for draw in range(DRAWS):
        identifier = FIRST_DIGIT + f"{secrets.randbelow(10**OTHER_DIGITS):0{OTHER_DIGITS}d}"
        try:
            return open_account(
                identifier=identifier, full_name=full_name, email=None, role=Role.APPLICANT, actor=actor, now=now,
                language=language,
            )  # fmt: skip
        except NameTaken:
            if draw == DRAWS - 1:
                raise
    raise AssertionError("the last draw returns or raises")


def choose_password(*, user: User, password: str, session_key: str | None, actor: User, now: datetime) -> User:
    """A first password.  Every session but ``session_key`` ends.  ``change_password`` is for who has one."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        sessions.end_all(user, but=session_key)
        audit.record(action="accounts.password_chosen", target=user, subject=user, actor=actor)
    return user


def become_seeker(
    *,
    user: User,
    full_name: str,
    email: str | None,
    language: str,
    invited: bool,
    ends_sessions: bool = True,
    session_key: str | None,
    actor: User | None,
    now: datetime,
) -> User:
    """The applicant's role ends, the job seeker's begins, in one breath; their sessions end but ``session_key``, unless that
    was done at the signature (``ends_sessions``).  Twice changes nothing.

    ``invited``: without a password, a link to choose one is sent to ``email``.  The signature gives the role: nobody
    else does.  Refused: ``NameTaken`` (the address is another account's).
    """
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        owner = User.objects.named(email) if email else None
        if owner is not None and owner.pk != locked.pk:
            raise NameTaken(_("Un compte existe déjà avec cette adresse."))
        locked.full_name, locked.email, locked.language = full_name, email or None, language
        locked.save(update_fields=["full_name", "email", "language"])
        locked.grants.filter(role=Role.APPLICANT, ended_at=None).update(ended_at=now)
        _grant, new = RoleGrant.objects.get_or_create(
            user=locked, role=Role.SEEKER, ended_at=None, defaults={"granted_at": now}
        )
        if new:
            audit.record(action="accounts.became_seeker", target=locked, subject=locked, actor=actor)
            if ends_sessions:
                sessions.end_all(locked, but=session_key)
            if invited and email and not locked.has_usable_password():
                events.publish(AccountOpened(locked.pk, now))
    for known in (user, locked):
        vars(known).pop("roles", None)
        vars(known).pop("held_roles", None)
    return locked


def close_applicant(*, user: User, actor: User | None, now: datetime) -> User:
    """An applicant's account that turned out to be a second one, or nobody's.  A job seeker's is never closed here."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if not locked.grants.held().exclude(role=Role.APPLICANT).exists():
            locked.is_active = False
            locked.save(update_fields=["is_active"])
            locked.grants.filter(ended_at=None).update(ended_at=now)
            locked.state_links.all().delete()  # the person may link their identity to the account that is theirs
            sessions.end_all(locked)
            audit.record(action="accounts.applicant_closed", target=locked, subject=locked, actor=actor)
    return locked
