"""The person's file: opening it, reaching the person, where the money goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from seekers.profiles.models import BankAccount, Seeker


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
    preferred_channel: str = "email",
    phone_is_shared: bool = False,
    autonomy: str = "unknown",
    password: str | None = None,
) -> Seeker:
    """Open the file of a person and their account with the role of job seeker.  Without ``password`` the account cannot sign in yet.

    Refused: ``AlreadyKnown`` (identifier, e-mail or NIR), ``WrongIdentity`` (NIR, phone or postcode that cannot be).
    """
    raise NotImplementedError


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
    """How to reach the person.  A new address or number forgets the failures of the old one.  Refused: as ``create_seeker``."""
    raise NotImplementedError


def change_bank_account(*, seeker: Seeker, iban: str, holder: str, actor: Any, now: datetime) -> BankAccount:
    """Pay to ``iban`` from now on; the account before is ended, not erased, and the person is told on every channel they have.

    The same account again changes nothing, unless the bank had refused it.  Refused: ``WrongBankAccount``.
    """
    raise NotImplementedError


def bank_refused(*, account: BankAccount, code: str, actor: Any, now: datetime) -> BankAccount:
    """The bank sent the money back (``code``: SEPA reason, AC04…): payments wait for a new account, the person is asked for it."""
    raise NotImplementedError


def channel_failed(*, user_ids: Iterable[int], channel: str, now: datetime, actor: Any = None) -> int:
    """The operator says that these addresses or numbers do not exist; the number of people for whom this is new."""
    raise NotImplementedError


def observe_usual_channel(*, seeker: Seeker, ways: Iterable[str], actor: Any, now: datetime) -> Seeker:
    """``ways``: how the person declared, newest first (``UsualChannel``).  The habit is what two of the last three say."""
    raise NotImplementedError
