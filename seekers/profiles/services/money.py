"""Where the money of a person goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal import events, identifiers
from portal.audit import services as audit
from portal.audit.models import Entry
from portal.notifications import services as notifications
from portal.notifications.models import Channel
from seekers.profiles.events import BankAccountGiven
from seekers.profiles.kinds import BankAccountChanged, BankAccountRefused
from seekers.profiles.models import HOLDER_LENGTH, BankAccount, Seeker
from seekers.profiles.services.refusals import WrongBankAccount

HOLD = timedelta(hours=72)
"""How long a changed account waits before it is paid."""


def change_bank_account(*, seeker: Seeker, iban: str, holder: str, actor: Any, now: datetime) -> BankAccount:
    """Pay to ``iban`` from now on; the account before is ended, not erased, and the person is told on every channel
    they have.  Another IBAN than the one before is paid only ``HOLD`` later, or once ``confirm_bank_account``; a first one
    at once.

    The same account again changes nothing, unless the bank had refused it.  Refused: ``WrongBankAccount``.
    """
    try:
        number = identifiers.iban(iban)
    except identifiers.NotValid as wrong:
        raise WrongBankAccount(_("Cet IBAN n’est pas juste. Recopiez-le depuis votre RIB.")) from wrong
    name = " ".join(holder.split())
    if not name or not name.isprintable() or len(name) > HOLDER_LENGTH:
        raise WrongBankAccount(_("Écrivez le nom du titulaire du compte, comme sur votre RIB."))
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        before = locked.bank_accounts.live().first()
        if before and (before.iban, before.holder, before.refused_code) == (number, name, ""):
            return before
        if before:
            before.ended_at = now
            before.save(update_fields=["ended_at"])
        account = BankAccount.objects.create(
            seeker=locked, iban=number, holder=name, since=now, held_until=_held(before, number, now)
        )
        reason = _("L’e-mail ou le téléphone venait aussi de changer") if contact_changed(locked, now) else ""
        audit.record(action="profiles.bank_account_changed", target=account, actor=actor, reason=reason)
        notifications.post(
            kind=BankAccountChanged, user=locked.user, now=now,
            context={"ending": number[-4:], "day": (account.held_until or now).astimezone(locked.timezone).date()},
            dedupe_key=f"bank_account:{account.pk}", channels=(Channel.EMAIL, Channel.SMS),
        )  # fmt: skip
        events.publish(BankAccountGiven(locked.pk, account.pk))
    return account


def contact_changed(seeker: Seeker, now: datetime) -> bool:
    """Was the e-mail or the telephone of ``seeker`` changed within ``HOLD``?  Both at once is how an account is stolen."""
    lately = Entry.objects.about(seeker.person).filter(action="profiles.contact_changed", at__gt=now - HOLD)
    return lately.filter(Q(details__changed__contains="email") | Q(details__changed__contains="phone")).exists()


def _held(before: BankAccount | None, iban: str, now: datetime) -> datetime | None:
    if before is None:
        return None
    return before.held_until if before.iban == iban else now + HOLD


def confirm_bank_account(*, account: BankAccount, reason: str, actor: Any, now: datetime) -> BankAccount:
    """``actor`` has checked with the person that the new account is theirs (``reason``: how): it is paid from now on.

    An account that does not wait stays as it is.  Refused: ``WrongBankAccount`` without a reason, or when it was replaced.
    """
    if not reason.strip():
        raise WrongBankAccount(_("Écrivez comment vous avez vérifié ce compte avec la personne."))
    with transaction.atomic():
        locked = BankAccount.objects.select_for_update(of=("self",)).select_related("seeker__user").get(pk=account.pk)
        if locked.ended_at is not None:
            raise WrongBankAccount(_("Ce compte a été remplacé par un autre : relisez le dossier."))
        if not locked.is_held(now):
            return locked
        locked.held_until = None
        locked.save(update_fields=["held_until"])
        audit.record(action="profiles.bank_account_checked", target=locked, actor=actor, reason=reason.strip())
        events.publish(BankAccountGiven(locked.seeker_id, locked.pk))
    return locked


def bank_refused(*, account: BankAccount, code: str, actor: Any, now: datetime) -> BankAccount:
    """The bank sent the money back (``code``: SEPA reason, AC04…): payments wait for a new account, the person is
    asked for it.

    The same return read twice changes nothing; an account already replaced is only marked.
    """
    with transaction.atomic():
        locked = BankAccount.objects.select_for_update(of=("self",)).select_related("seeker__user").get(pk=account.pk)
        if locked.refused_code:
            return locked
        locked.refused_code = code
        locked.save(update_fields=["refused_code"])
        audit.record(action="profiles.bank_account_refused", target=locked, actor=actor, details={"code": code})
        if locked.ended_at is None:
            notifications.post(
                kind=BankAccountRefused, user=locked.person, context={"ending": locked.iban[-4:]}, now=now,
                dedupe_key=f"bank_account:{locked.pk}:refused",
            )  # fmt: skip
    return locked
