"""What this room tells the floors above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BankAccountGiven:
    """A new account to pay to: what waited for one can go."""

    seeker_id: int
    account_id: int


@dataclass(frozen=True)
class BankAccountHeld:
    """A doubt was raised on an account already given, or it is paid no more: what was due to it waits."""

    seeker_id: int
    account_id: int


@dataclass(frozen=True)
class AddressChanged:
    """The person lives elsewhere: another postcode or another commune."""

    seeker_id: int
