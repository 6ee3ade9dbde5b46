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
from seekers.profiles.services import doubts
from seekers.profiles.services.refusals import OtherHolder, WrongBankAccount

HOLD = timedelta(hours=72)
"""How long a changed account waits before it is paid."""


def change_bank_account(
    *, seeker: Seeker, iban: str, holder: str, actor: Any, now: datetime, confirmed: bool = False
) -> BankAccount:
    """Pay to ``iban`` from now on; the account before is ended, not erased, and the person is told on every channel
    they have.  Another IBAN than the one before is paid only ``HOLD`` later, or once ``confirm_bank_account``; a first one
    at once.  Under another name (L5428-1: the person is its holder, or one of them) it is ``confirmed``, waits ``HOLD``
    and is looked at by the staff; given by three people, it waits for the staff (``doubts``), and nobody is told why.

    The same account again changes nothing, unless the bank had refused it.  Refused: ``WrongBankAccount``, ``OtherHolder``.
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
        doubts.one_at_a_time(number)
        before = locked.bank_accounts.live().first()
        if before and (before.iban, before.holder, before.refused_code) == (number, name, ""):
            return before
        account = BankAccount(seeker=locked, iban=number, holder=name, since=now)
        other_name = not doubts.bears_name_of(account)
        if other_name and not confirmed:
            raise OtherHolder(
                _("Le titulaire ne porte pas votre nom. Corrigez-le, ou confirmez que ce compte est le vôtre.")
            )
        if before:
            before.ended_at = now
            before.save(update_fields=["ended_at"])
            doubts.drop_doubts(before, now=now)
        # The staff may have ended the last one: who took the account of somebody is not paid at once on a second try.
        waits = other_name or locked.bank_accounts.exists()
        account.held_until = _held(before, number, now, waits=waits)
        account.save()
        reason = _("L’e-mail ou le téléphone venait aussi de changer") if contact_changed(locked, now) else ""
        audit.record(action="profiles.bank_account_changed", target=account, actor=actor, reason=reason)
        doubts.doubt(account, actor=actor, now=now)
        if not account.awaits_decision:  # else no day is known, and ``doubts`` has told so
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


def _held(before: BankAccount | None, iban: str, now: datetime, *, waits: bool) -> datetime | None:
    """``HOLD`` when it ``waits``.  The same IBAN again waits no longer than it did."""
    if before is not None and before.iban == iban:
        return before.held_until
    return now + HOLD if waits else None


def confirm_bank_account(*, account: BankAccount, reason: str, actor: Any, now: datetime) -> BankAccount:
    """``actor`` has checked with the person that the new account is theirs (``reason``: how): it is paid from now on.

    An account that does not wait stays as it is.  Refused: ``WrongBankAccount`` without a reason, when it was replaced, or
    while a doubt is open: that is decided where all the people concerned are seen (``doubts``); ``SameHand``.
    """
    if not reason.strip():
        raise WrongBankAccount(_("Écrivez comment vous avez vérifié ce compte avec la personne."))
    with transaction.atomic():
        locked = BankAccount.objects.select_for_update(of=("self",)).select_related("seeker__user").get(pk=account.pk)
        if locked.ended_at is not None:
            raise WrongBankAccount(_("Ce compte a été remplacé par un autre : relisez le dossier."))
        if not locked.is_held(now):
            return locked
        doubts.check_other_hand(locked, actor)
        if locked.doubts.open().exists():
            raise WrongBankAccount(_("Ce compte se décide dans « Comptes à vérifier », avec ce qui l’a fait signaler."))
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
