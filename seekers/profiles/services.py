"""The person's file: opening it, reaching the person, where the money goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal import events, identifiers
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.models import Channel
from portal.refusals import Refused
from seekers.profiles import rules
from seekers.profiles.events import AddressChanged, BankAccountGiven
from seekers.profiles.kinds import BankAccountChanged, BankAccountRefused
from seekers.profiles.models import HOLDER_LENGTH, BankAccount, Seeker

FAILED_COLUMN = {Channel.SMS: "phone_failed_at", Channel.EMAIL: "email_failed_at"}
POSTCODE_LENGTH = 5


class AlreadyKnown(Refused):
    """Someone else's file or account has this NIR, identifier or e-mail address."""

    code = "already_known"


class WrongIdentity(Refused):
    """A NIR, a telephone number or a postcode that cannot exist.  ``facts``: ``field``."""

    code = "wrong_identity"


class WrongBankAccount(Refused):
    """Not an IBAN, or no name of its holder."""

    code = "wrong_bank_account"


def create_seeker(
    *,
    identifier: str,
    first_name: str,
    last_name: str,
    birth_date: date,
    postcode: str,
    actor: Any,
    now: datetime,
    email: str | None = None,
    phone: str = "",
    nir: str | None = None,
    language: str = "fr",
    preferred_channel: str = Channel.EMAIL,
    phone_is_shared: bool = False,
    autonomy: str = "unknown",
    password: str | None = None,
) -> Seeker:
    """Open the file of a person and their account with the role of job seeker.  Without ``password`` the account
    cannot sign in yet.

    Refused: ``AlreadyKnown`` (NIR), ``NameTaken`` of accounts (identifier, e-mail), ``WrongIdentity``.
    """
    number = _nir(nir) if nir else None
    with transaction.atomic():
        if number and Seeker.objects.filter(nir=number).exists():
            raise AlreadyKnown(_("Un dossier existe déjà avec ce numéro de sécurité sociale."))
        user = accounts.open_account(
            identifier=identifier, full_name=f"{first_name} {last_name}", email=email or None,
            role=Role.SEEKER, actor=actor, now=now, language=language,
        )  # fmt: skip
        if password:
            user.set_password(password)
            user.save(update_fields=["password"])
        seeker = Seeker.objects.create(
            user=user, nir=number, first_name=first_name, last_name=last_name, birth_date=birth_date,
            phone=_phone(phone), postcode=_postcode(postcode), zone=rules.zone_of(postcode),
            preferred_channel=preferred_channel, phone_is_shared=phone_is_shared, autonomy=autonomy, created_at=now,
        )  # fmt: skip
        audit.record(action="profiles.created", target=seeker, actor=actor)
    return seeker


def change_contact(
    *,
    seeker: Seeker,
    actor: Any,
    now: datetime,
    email: str | None,
    phone: str,
    postcode: str,
    preferred_channel: str,
    phone_is_shared: bool,
) -> Seeker:
    """How to reach the person.  A new address or number forgets the failures of the old one.

    Refused: ``AlreadyKnown`` (someone else's e-mail), ``WrongIdentity``.
    """
    number, place, address = _phone(phone), _postcode(postcode), email or None
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        owner = User.objects.named(address) if address else None
        if owner is not None and owner.pk != locked.user_id:
            raise AlreadyKnown(_("Cette adresse e-mail est déjà celle d’un autre compte."))
        changed = []
        if locked.user.email != address:
            changed.append("email")
            locked.user.email, locked.email_failed_at = address, None
            locked.user.save(update_fields=["email"])
        if str(locked.phone) != number:
            changed.append("phone")
            locked.phone, locked.phone_failed_at = number, None
        if locked.postcode != place:
            changed.append("postcode")
            locked.commune_code = ""  # the old one is wrong; the new one is not known yet
        locked.postcode, locked.zone = place, rules.zone_of(place)
        locked.preferred_channel, locked.phone_is_shared = preferred_channel, phone_is_shared
        locked.save(
            update_fields=[
                "phone", "phone_failed_at", "email_failed_at", "postcode", "commune_code", "zone",
                "preferred_channel", "phone_is_shared",
            ]
        )  # fmt: skip
        audit.record(action="profiles.contact_changed", target=locked, actor=actor, details={"changed": changed})
        if "postcode" in changed:
            events.publish(AddressChanged(locked.pk))
    return locked


def change_bank_account(*, seeker: Seeker, iban: str, holder: str, actor: Any, now: datetime) -> BankAccount:
    """Pay to ``iban`` from now on; the account before is ended, not erased, and the person is told on every channel
    they have.

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
        account = BankAccount.objects.create(seeker=locked, iban=number, holder=name, since=now)
        audit.record(action="profiles.bank_account_changed", target=account, actor=actor)
        notifications.post(
            kind=BankAccountChanged, user=locked.user, context={"ending": number[-4:]}, now=now,
            dedupe_key=f"bank_account:{account.pk}", channels=(Channel.EMAIL, Channel.SMS),
        )  # fmt: skip
        events.publish(BankAccountGiven(locked.pk, account.pk))
    return account


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


def channel_failed(*, user_ids: Iterable[int], channel: str, now: datetime, actor: Any = None) -> int:
    """The operator says that these addresses or numbers do not exist; the number of people for whom this is new.

    Rare by nature (about one in a hundred), so each file gets its own line of audit: the person reads it there.
    """
    column = FAILED_COLUMN[Channel(channel)]
    with transaction.atomic():
        concerned = list(
            Seeker.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(Q(**{column: None}), user_id__in=list(user_ids))
            .order_by("pk")
        )
        Seeker.objects.filter(pk__in=[seeker.pk for seeker in concerned]).update(**{column: now})
        for seeker in concerned:
            audit.record(
                action="profiles.channel_failed", target=seeker, actor=actor, details={"channel": str(channel)}
            )
    return len(concerned)


def observe_usual_channel(*, seeker: Seeker, ways: Iterable[str], actor: Any, now: datetime) -> Seeker:
    """``ways``: how the person declared, newest first (``UsualChannel``).  The habit: two of the last three."""
    usual, seen = rules.usual_way(ways)
    written = ",".join(seen)
    if (seeker.usual_channel, seeker.usual_channel_seen) == (usual, written):
        return seeker
    with transaction.atomic():
        changed = seeker.usual_channel != usual
        seeker.usual_channel, seeker.usual_channel_seen = usual, written
        seeker.save(update_fields=["usual_channel", "usual_channel_seen"])
        if changed:
            audit.record(
                action="profiles.usual_channel", target=seeker, actor=actor, details={"usual": usual, "seen": seen}
            )
    return seeker


def _nir(typed: str) -> str:
    try:
        return identifiers.nir(typed)
    except identifiers.NotValid as wrong:
        raise WrongIdentity(_("Ce numéro de sécurité sociale n’est pas juste."), field="nir") from wrong


def _phone(typed: str) -> str:
    """Empty stays empty: nobody is obliged to have a telephone."""
    try:
        return identifiers.phone(typed) if typed else ""
    except identifiers.NotValid as wrong:
        raise WrongIdentity(_("Ce numéro de téléphone n’existe pas."), field="phone") from wrong


def _postcode(typed: str) -> str:
    if len(typed) != POSTCODE_LENGTH or not (typed.isascii() and typed.isdigit()):
        raise WrongIdentity(_("Un code postal a cinq chiffres."), field="postcode")
    return typed
