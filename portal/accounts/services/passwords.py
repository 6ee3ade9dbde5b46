"""Passwords, and the links that let one be chosen."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import attempts, sessions
from portal.accounts.digests import digest
from portal.accounts.events import PasswordResetAsked, SecurityChanged
from portal.accounts.models import PasswordReset, SpentCode, User
from portal.audit import services as audit
from portal.prepared import Prepared
from portal.refusals import Refused

LINK_LIFE, INVITATION_LIFE = timedelta(minutes=30), timedelta(days=3)
HOUR = timedelta(hours=1)
PER_ACCOUNT, PER_ADDRESS = 5, 60
"""Links asked in one hour; beyond, nothing is sent and the page says the same."""
KEPT, CODE_KEPT = timedelta(days=7), timedelta(minutes=10)
_OLD_CODES = Prepared(lambda given: SpentCode.objects.filter(at__lt=given("before")))
_OLD_LINKS = Prepared(lambda given: PasswordReset.objects.filter(asked_at__lt=given("before")))


class LinkDead(Refused):
    """The link is unknown, used, replaced by a newer one, or too old (thirty minutes; three days for an invitation)."""

    code = "link_dead"


def ask_reset(*, name: str, address_key: str, now: datetime) -> PasswordReset:
    """Write down that someone asked for a new password for ``name`` (identifier or e-mail), whoever that is.

    The same two statements run whether the account exists or not; what differs happens later, outside the request
    (``answer_resets``).  Nothing is refused here, so that nobody learns who is registered (ASVS 6.3.8).
    """
    user = User.objects.named(name.strip())
    return PasswordReset.objects.create(
        user=user,
        account_key=attempts.account_key("reset", user, name),
        address_key=address_key,
        asked_at=now,
    )


def answer_resets(*, now: datetime) -> int:
    """Tell the rooms above about each reset that waits: they write to the person.  How many people will be written to.

    The system acts: one line of audit a person.  Left without a message: names of nobody, closed accounts, accounts
    without a role or an address, and whoever asked more than five times in an hour.
    """
    answered = 0
    with transaction.atomic():
        waiting = PasswordReset.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
        for reset in waiting.filter(answered_at=None).order_by("pk")[:500]:
            reset.answered_at = now
            reset.save(update_fields=["answered_at"])
            if reset.user and _deserves_answer(reset, reset.user):
                audit.record(action="accounts.reset_asked", target=reset, actor=None)
                events.publish(PasswordResetAsked(reset.pk, reset.user.pk))
                answered += 1
    return answered


def issue_link(*, reset: PasswordReset | None = None, user: User | None = None, now: datetime) -> str:
    """The path of our site where a password is chosen; give ``reset``, or ``user`` for an invitation.

    The system acts.  The address is known once: only its digest is kept.  It dies after thirty minutes (three days for
    an invitation), once used, or when the password changes.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if reset is None:
            key = attempts.account_key("reset", user)
            reset = PasswordReset(user=user, account_key=key, address_key="", asked_at=now, answered_at=now)
            reset.expires_at = now + INVITATION_LIFE
        else:
            reset.expires_at = now + LINK_LIFE
        reset.link_key = digest("reset-link", token)
        reset.save()
        audit.record(action="accounts.link_issued", target=reset, actor=None)
    return reverse("account_reset_link", args=[token])


def holder_of(*, link_key: str, now: datetime) -> User:
    """Whose password a link lets choose.  Looking does not use it: mail scanners open links too.  Refused: ``LinkDead``."""
    return _live(link_key, now)[1]


def reset_password(*, link_key: str, password: str, now: datetime) -> User:
    """Set the password of whom the link was sent to, once; end all their sessions, forget failed tries, tell them.

    The link is the proof of who acts: no session is needed, and the system asks for no actor.  Refused: ``LinkDead``.
    """
    with transaction.atomic():
        reset, holder = _live(link_key, now)
        if not PasswordReset.objects.filter(pk=reset.pk, used_at=None).update(used_at=now):
            raise LinkDead(_("Ce lien ne marche plus. Demandez-en un nouveau."))
        user = User.objects.select_for_update().get(pk=holder.pk)
        _set_password(user, password, now)
        attempts.forgive(user)
        sessions.end_all(user)
        audit.record(action="accounts.password_reset", target=user, subject=user, actor=user)
        events.publish(SecurityChanged(user.pk, "password", now))
    return user


def change_password(*, user: User, password: str, session_key: str | None, actor: User, now: datetime) -> User:
    """Set a new password, end every session but ``session_key``, tell the person.  The door checked the old one."""
    with transaction.atomic():
        _set_password(user, password, now)
        sessions.end_all(user, but=session_key)
        audit.record(action="accounts.password_changed", target=user, subject=user, actor=actor)
        events.publish(SecurityChanged(user.pk, "password", now))
    return user


def set_up_second_factor(*, user: User, secret: str, actor: User | None, now: datetime) -> None:
    """Give ``user`` a second factor whose ``secret`` (base 32) is known beforehand, as a demonstration needs.

    Replaces the one they had; every session of theirs ends.
    """
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, secret)
        sessions.end_all(user)
        audit.record(action="accounts.second_factor_on", target=user, subject=user, actor=actor)


def second_factor_changed(*, user: User, what: str, session_key: str | None, actor: User, now: datetime) -> None:
    """A second factor was set, removed, or got new codes (``what``: see ``SecurityChanged``): every session but
    ``session_key`` ends, the person is told.
    """
    with transaction.atomic():
        sessions.end_all(user, but=session_key)
        audit.record(action=f"accounts.{what}", target=user, subject=user, actor=actor)
        events.publish(SecurityChanged(user.pk, what, now))


def tidy(*, now: datetime) -> int:
    """Forget failed tries (48 hours), spent codes (ten minutes) and links (a week); the number of rows deleted.

    Counters are not acts: forgetting them leaves no line of audit, ending an alarm does.
    """
    deleted = attempts.forget_old(now)
    if _OLD_CODES.any(before=now - CODE_KEPT):
        deleted += SpentCode.objects.filter(at__lt=now - CODE_KEPT).delete()[0]
    if _OLD_LINKS.any(before=now - KEPT):
        deleted += PasswordReset.objects.filter(asked_at__lt=now - KEPT).delete()[0]
    return deleted


def _live(link_key: str, now: datetime) -> tuple[PasswordReset, User]:
    live = PasswordReset.objects.filter(used_at=None, expires_at__gt=now)
    found = live.select_related("user").filter(link_key=link_key).first()
    if found is None or found.user is None or not found.user.is_active:
        raise LinkDead(_("Ce lien ne marche plus. Demandez-en un nouveau."))
    return found, found.user


def _set_password(user: User, password: str, now: datetime) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    PasswordReset.objects.filter(user=user, used_at=None).exclude(link_key=None).update(used_at=now)


def _deserves_answer(reset: PasswordReset, user: User) -> bool:
    if not user.is_active or not user.email or not user.roles:
        return False
    since = reset.asked_at - HOUR
    recent = PasswordReset.objects.filter(asked_at__gt=since, asked_at__lte=reset.asked_at)
    by_account = recent.filter(account_key=reset.account_key).count()
    by_address = recent.filter(address_key=reset.address_key).count()
    return by_account <= PER_ACCOUNT and by_address <= PER_ADDRESS
