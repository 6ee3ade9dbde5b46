"""Who comes through the State: which account it is, and how an account becomes theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import identity as identities
from portal.accounts.events import SecurityChanged
from portal.accounts.identity import FRANCECONNECT, PROCONNECT, StateIdentity
from portal.accounts.models import StateLink, User
from portal.accounts.present import present
from portal.accounts.roles import SECOND_FACTOR
from portal.audit import services as audit
from portal.refusals import Refused


class IdentityTaken(Refused):
    """Another account is linked to this person, or this account to another person."""

    code = "identity_taken"


class NotThisWay(Refused):
    """This account does not sign in through this provider: staff by ProConnect, the others by FranceConnect."""

    code = "not_this_way"


class NoSuchColleague(Refused):
    """No account of a colleague has this professional address.  Nothing is opened."""

    code = "no_such_colleague"


class AccountClosed(Refused):
    """The account that is linked to this person was closed."""

    code = "account_closed"


class OnlyWayIn(Refused):
    """Without a password, taking the link away would shut the person out."""

    code = "only_way_in"


def state_identity(request: HttpRequest) -> StateIdentity | None:
    """The verified identity that this browser brought back from FranceConnect and that no account has yet; None if none."""
    return identities.kept(request, present())


def holder_of_identity(identity: StateIdentity) -> User | None:
    """Whose account is linked to this FranceConnect subject; None for somebody unknown.

    Refused: ``AccountClosed``, ``NotThisWay`` (the account opens other people's files).
    """
    link = StateLink.objects.select_related("user").filter(source=FRANCECONNECT, subject=identity.subject).first()
    if link is None:
        return None
    _open_to(link.user, FRANCECONNECT)
    return link.user


def colleague_of_identity(identity: StateIdentity) -> User:
    """The member of staff whose address ProConnect vouches for.  Neither an account nor a role is ever made here (T3).

    The first subject seen with an address keeps it: an address given to somebody else later opens nothing.
    Refused: ``NoSuchColleague``, ``IdentityTaken``.
    """
    user = User.objects.filter(email__iexact=identity.email).first() if identity.email else None
    if user is None or not user.is_active or not user.is_staff_member:
        raise NoSuchColleague(
            _("Aucun compte professionnel n’a cette adresse. Demandez à votre direction d’en ouvrir un.")
        )
    if user.state_links.filter(source=PROCONNECT).exclude(subject=identity.subject).exists():
        raise _taken()
    if StateLink.objects.filter(source=PROCONNECT, subject=identity.subject).exclude(user=user).exists():
        raise _taken()
    return user


def link_state_identity(*, user: User, identity: StateIdentity, actor: User | None, now: datetime) -> StateLink:
    """From now on this person enters this account through the State; the person is told.

    The same link again changes nothing.  Refused: ``IdentityTaken``, ``AccountClosed``, ``NotThisWay``.
    """
    with transaction.atomic():
        holder = User.objects.select_for_update().get(pk=user.pk)
        _open_to(holder, identity.source)
        before = holder.state_links.filter(source=identity.source).first()
        if before is not None:
            if before.subject == identity.subject:
                return before
            raise _taken()
        try:
            with transaction.atomic():
                link = StateLink.objects.create(
                    user=holder, source=identity.source, subject=identity.subject, linked_at=now
                )
        except IntegrityError as somebody_else:
            raise _taken() from somebody_else
        audit.record(action="accounts.state_linked", target=link, actor=actor, details={"source": identity.source})
        events.publish(SecurityChanged(holder.pk, "state_linked", now))
    return link


def unlink_state_identity(*, user: User, source: str, actor: User, now: datetime) -> None:
    """The person no longer enters this way; they are told.  Refused: ``OnlyWayIn``."""
    with transaction.atomic():
        holder = User.objects.select_for_update().get(pk=user.pk)
        if not holder.has_usable_password():
            raise OnlyWayIn(_("Choisissez d’abord un mot de passe : sans lui, vous ne pourriez plus entrer."))
        for link in holder.state_links.filter(source=source):
            audit.record(action="accounts.state_unlinked", target=link, actor=actor, details={"source": source})
            link.delete()
            events.publish(SecurityChanged(holder.pk, "state_unlinked", now))


def _open_to(user: User, source: str) -> None:
    if not user.is_active:
        raise AccountClosed(_("Ce compte est fermé. Appelez-nous si vous pensez que c’est une erreur."))
    opens_files = not user.roles.isdisjoint(SECOND_FACTOR)
    if opens_files != (source == PROCONNECT):
        raise NotThisWay(_("Ce compte ne s’ouvre pas de cette façon. Revenez à la page de connexion."))


def _taken() -> Any:
    return IdentityTaken(
        _("Cette identité est déjà reliée à un autre compte. Appelez-nous : nous regarderons avec vous.")
    )
