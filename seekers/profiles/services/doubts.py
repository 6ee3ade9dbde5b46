"""Accounts that a person of the staff must look at before they are paid: shared by many, or under another name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal import events
from portal.audit import services as audit
from portal.audit.models import Entry
from portal.notifications import services as notifications
from portal.notifications.models import Channel
from portal.states import transition
from seekers.profiles.events import BankAccountGiven, BankAccountHeld
from seekers.profiles.kinds import BankAccountBeingChecked, BankAccountNotPaid, BankAccountVerified
from seekers.profiles.models import UNTIL_DECIDED, AccountDoubt, BankAccount, DoubtKind, DoubtState
from seekers.profiles.rules import bears_name
from seekers.profiles.services.refusals import NothingToDecide, SameHand, WrongBankAccount

TOO_MANY = 3
"""People for one account: a couple shares one, three people are looked at."""
LOOK_BACK = timedelta(days=365)
"""An account given by one person after another counts as shared: whoever left it within a year is counted."""


def one_at_a_time(iban: str) -> None:
    """Until the end of the transaction nobody else gives this account: three at the same moment see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"profiles.account:{iban}"])


def check_other_hand(account: BankAccount, actor: Any) -> None:
    """Two people stand behind an account that is let through.  Refused: ``SameHand``."""
    given = Entry.objects.filter(
        target_type=account._meta.label_lower, target_id=str(account.pk), action="profiles.bank_account_changed", actor=actor
    )  # fmt: skip
    if actor.pk == account.seeker.user_id or given.exists():
        raise SameHand(_("Vous avez donné ce compte, ou il est le vôtre : un collègue doit le vérifier."))


def bears_name_of(account: BankAccount) -> bool:
    return bears_name(account.holder, account.seeker.first_name, account.seeker.last_name)


def doubt(account: BankAccount, *, actor: Any, now: datetime) -> None:
    """Raise what speaks against ``account``, just given: it is held, and so are those of the others who share it.

    Called under ``one_at_a_time``.  What the staff cleared for a person stays cleared; what it refused is doubted again.
    """
    for kind in _refused_before(account):
        _raise(account, kind, held=UNTIL_DECIDED, actor=actor, now=now)
    if not bears_name_of(account):
        _raise(account, DoubtKind.OTHER_NAME, held=account.held_until, actor=actor, now=now)
    if len(people_of(account.iban, now)) >= TOO_MANY:
        for each in (account, *_live_others(account)):
            _raise(each, DoubtKind.SHARED, held=UNTIL_DECIDED, actor=actor, now=now)


def people_of(iban: str, now: datetime) -> set[int]:
    """Primary keys of the seekers who are paid on ``iban``, or were within ``LOOK_BACK``."""
    lately = Q(ended_at=None) | Q(ended_at__gt=now - LOOK_BACK)
    return set(BankAccount.objects.filter(lately, iban=iban).values_list("seeker_id", flat=True))


def drop_doubts(account: BankAccount, *, now: datetime) -> None:
    """The person gives another account: another name was perhaps a slip.  A shared account stays a matter for the staff."""
    for each in AccountDoubt.objects.open().filter(account=account, kind=DoubtKind.OTHER_NAME):
        transition(each, DoubtState.DROPPED, actor=None, settled_at=now)


def clear_doubt(*, doubt: AccountDoubt, note: str, actor: Any, now: datetime) -> AccountDoubt:
    """``actor`` has verified the account with the person (``note``: how): paid from now on, once no other doubt is open.

    Refused: ``WrongBankAccount`` (no note), ``NothingToDecide``, ``SameHand``.
    """
    check_other_hand(doubt.account, actor)
    with transaction.atomic():
        settled = _settle(doubt, DoubtState.CLEARED, note, actor=actor, now=now)
        account = settled.account
        if account.ended_at is None and not account.doubts.filter(state=DoubtState.OPEN).exists():
            account.held_until = None
            account.save(update_fields=["held_until"])
            _tell(BankAccountVerified, account, f"doubt:{settled.pk}:cleared", now=now)
            events.publish(BankAccountGiven(account.seeker_id, account.pk))
    return settled


def refuse_account(*, doubt: AccountDoubt, note: str, actor: Any, now: datetime) -> AccountDoubt:
    """The account is not the person's: it ends, what is due waits, and another is asked for.

    A doubt on an account that was replaced already is only closed.  Refused: ``WrongBankAccount`` (no note),
    ``NothingToDecide``.
    """
    with transaction.atomic():
        settled = _settle(doubt, DoubtState.REFUSED, note, actor=actor, now=now)
        account = settled.account
        for other in account.doubts.filter(state=DoubtState.OPEN):
            transition(other, DoubtState.REFUSED, actor=actor, settled_at=now, settled_by=actor, note=settled.note)
        if account.ended_at is None:
            account.ended_at = now
            account.save(update_fields=["ended_at"])
            _tell(BankAccountNotPaid, account, f"doubt:{settled.pk}:refused", now=now)
            events.publish(BankAccountHeld(account.seeker_id, account.pk))
    return settled


def _settle(found: AccountDoubt, to: DoubtState, note: str, *, actor: Any, now: datetime) -> AccountDoubt:
    said = note.strip()[:300]
    if not said:
        raise WrongBankAccount(_("Écrivez comment vous avez vérifié ce compte, et avec qui."))
    account = (
        BankAccount.objects.select_for_update(of=("self",)).select_related("seeker__user").get(pk=found.account_id)
    )
    if not AccountDoubt.objects.filter(pk=found.pk, state=DoubtState.OPEN).exists():
        raise NothingToDecide(_("Ce compte a déjà sa décision : relisez la page."))
    settled = transition(found, to, actor=actor, settled_at=now, settled_by=actor, note=said)
    settled.account = account
    return settled


def _raise(account: BankAccount, kind: str, *, held: datetime | None, actor: Any, now: datetime) -> None:
    """Once for an account, never again once the staff has cleared it for this person; the words say nothing of others."""
    cleared = AccountDoubt.objects.filter(
        account__seeker=account.seeker_id, account__iban=account.iban, account__holder=account.holder, kind=kind,
        state=DoubtState.CLEARED,
    )  # fmt: skip
    if cleared.exists():
        return
    found, new = AccountDoubt.objects.get_or_create(account=account, kind=kind, defaults={"raised_at": now})
    if not new:
        return
    if held != account.held_until:
        account.held_until = held
        account.save(update_fields=["held_until"])
    audit.record(action="profiles.bank_account_doubted", target=found, actor=actor)
    if account.awaits_decision:
        _tell(BankAccountBeingChecked, account, f"bank_account:{account.pk}:checked", now=now)
        events.publish(BankAccountHeld(account.seeker_id, account.pk))


def _tell(kind: Any, account: BankAccount, key: str, *, now: datetime) -> None:
    notifications.post(
        kind=kind, user=account.seeker.user, now=now, context={"ending": account.iban[-4:]}, dedupe_key=key,
        channels=(Channel.EMAIL, Channel.SMS),
    )  # fmt: skip


def _live_others(account: BankAccount) -> list[BankAccount]:
    """Those who are paid on the same account; in one order, so that two transactions never wait for each other."""
    others = BankAccount.objects.live().filter(iban=account.iban).exclude(pk=account.pk)
    return list(others.select_for_update(of=("self",)).select_related("seeker__user").order_by("pk"))


def _refused_before(account: BankAccount) -> list[str]:
    """Why the staff refused this very account of this very person."""
    earlier = AccountDoubt.objects.filter(
        account__seeker=account.seeker_id, account__iban=account.iban, state=DoubtState.REFUSED
    )
    return list(earlier.order_by("kind").values_list("kind", flat=True).distinct())
