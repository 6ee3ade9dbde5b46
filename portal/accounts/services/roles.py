"""Opening accounts and giving roles."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import sessions
from portal.accounts.events import AccountOpened, SecurityChanged
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import NeedsSecondPerson, check_may_confirm, check_may_manage_accounts
from portal.accounts.roles import SECOND_FACTOR, Role
from portal.audit import services as audit
from portal.refusals import Refused


class NameTaken(Refused):
    """Another account has this identifier or this e-mail address."""

    code = "name_taken"


class RoleHeld(Refused):
    """The person has this role already, or it waits for its second person."""

    code = "role_held"


class AlreadyFounded(Refused):
    """The first operator exists: the next accounts need two people."""

    code = "already_founded"


def open_account(
    *,
    identifier: str,
    full_name: str,
    email: str | None,
    role: Role,
    actor: User | None,
    now: datetime,
    language: str = "fr",
) -> User:
    """Open an account with one role and no password yet.

    A seeker's or a recruiter's role holds at once; ``actor`` may be None then (registration on line).  A role that
    opens other people's files is asked by a manager, and holds once another one confirms it (``confirm_role``).
    Refused: ``NameTaken``, ``MayNotManageAccounts``.
    """
    with transaction.atomic():
        user = _new_account(identifier, full_name, email, language, now)
        audit.record(action="accounts.opened", target=user, subject=user, actor=actor, details={"role": str(role)})
        give_role(user=user, role=role, actor=actor, now=now)
    return user


def found(*, identifier: str, full_name: str, email: str | None, role: Role, now: datetime) -> User:
    """Open an account whose role holds at once: an installation's first operator, or the people of a demonstration.

    Acts as the system.  Outside a demonstration, refused for anyone but a first operator: ``AlreadyFounded``.
    """
    with transaction.atomic():
        founded = role != Role.OPERATOR or RoleGrant.objects.held().filter(role=Role.OPERATOR).exists()
        if founded and not settings.DEMO:
            raise AlreadyFounded(_("Un compte d’exploitation existe : le suivant s’ouvre à deux personnes."))
        user = _new_account(identifier, full_name, email, "fr", now)
        RoleGrant.objects.create(user=user, role=role, granted_at=now)
        audit.record(action="accounts.founded", target=user, subject=user, actor=None, details={"role": str(role)})
    return user


def give_role(*, user: User, role: Role, actor: User | None, now: datetime) -> RoleGrant:
    """Give ``role``, or ask for it when it opens other people's files: then another manager confirms it.

    Refused: ``RoleHeld``; ``MayNotManageAccounts`` for such a role without an operator or a director behind it.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if user.grants.filter(role=role, ended_at=None).exists():
            raise RoleHeld(_("Cette personne a déjà ce rôle, ou il attend d’être confirmé."))
        if role in SECOND_FACTOR:
            check_may_manage_accounts(actor)
        if actor is not None and actor.pk == user.pk:
            raise NeedsSecondPerson(_("Personne ne se donne un rôle."))
        grant = RoleGrant.objects.create(user=user, role=role, granted_by=actor, granted_at=now)
        action = "accounts.role_asked" if role in SECOND_FACTOR else "accounts.role_given"
        audit.record(action=action, target=grant, actor=actor, details={"role": str(role)})
        _rights_changed(user)
    return grant


def confirm_role(*, grant: RoleGrant, actor: User, now: datetime) -> RoleGrant:
    """The second pair of eyes: from now the role holds.

    Refused: ``NeedsSecondPerson`` to who asked for it and to its holder; ``RoleHeld`` when nothing waits.
    """
    with transaction.atomic():
        locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
        check_may_confirm(locked, actor)
        if not RoleGrant.objects.awaiting().filter(pk=locked.pk).exists():
            raise RoleHeld(_("Ce rôle est déjà confirmé, ou il a pris fin."))
        locked.confirmed_by, locked.confirmed_at = actor, now
        locked.save(update_fields=["confirmed_by", "confirmed_at"])
        audit.record(action="accounts.role_confirmed", target=locked, actor=actor, details={"role": locked.role})
        _rights_changed(locked.user)
        told = SecurityChanged(locked.user_id, "roles", now)
        events.publish(told if locked.user.has_usable_password() else AccountOpened(locked.user_id, now))
    return locked


def end_role(*, grant: RoleGrant, actor: User | None, now: datetime, reason: str = "") -> RoleGrant:
    """End a role at once, and every session of its holder with it.  The row stays.  Ending it twice changes nothing.

    Refused: ``MayNotManageAccounts``.
    """
    check_may_manage_accounts(actor)
    with transaction.atomic():
        locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
        if locked.ended_at is None:
            locked.ended_at = now
            locked.save(update_fields=["ended_at"])
            audit.record(
                action="accounts.role_ended", target=locked, actor=actor, reason=reason, details={"role": locked.role}
            )
            _rights_changed(locked.user)
    return locked


def close_account(*, user: User, actor: User | None, now: datetime, reason: str = "") -> User:
    """Shut an account out at once: no sign-in, no session, no role.  Nothing of what it did is removed.

    Refused: ``MayNotManageAccounts``.
    """
    check_may_manage_accounts(actor)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        locked.grants.filter(ended_at=None).update(ended_at=now)
        audit.record(action="accounts.closed", target=locked, subject=locked, actor=actor, reason=reason)
        _rights_changed(locked)
    return locked


def _new_account(identifier: str, full_name: str, email: str | None, language: str, now: datetime) -> User:
    if User.objects.named(identifier) or (email and User.objects.named(email)):
        raise NameTaken(_("Un compte existe déjà avec cet identifiant ou cette adresse."))
    user = User(identifier=identifier, full_name=full_name, email=email or None, language=language, joined_at=now)
    user.set_unusable_password()
    user.save()
    return user


def _rights_changed(user: User) -> None:
    """A session that was opened with other rights must not go on (ASVS 7.4.2)."""
    vars(user).pop("roles", None)
    sessions.end_all(user)
