"""What happens below and is heard here."""

from __future__ import annotations

from benefits.payments import services
from portal import clock
from portal.events import subscribe
from seekers.declarations.events import DeclarationFiled
from seekers.profiles.events import BankAccountGiven, BankAccountHeld


@subscribe(DeclarationFiled)
def price_it(event: DeclarationFiled) -> None:
    """The payment is made with the declaration, or neither is."""
    services.price(version_id=event.version_id, actor=None, now=clock.now())


@subscribe(BankAccountGiven)
def send_what_waited(event: BankAccountGiven) -> None:
    """What was held or returned for want of an account is due again."""
    services.account_changed(seeker_id=event.seeker_id, actor=None, now=clock.now())


@subscribe(BankAccountHeld)
def say_what_it_waits_for(event: BankAccountHeld) -> None:
    """What waits says why: its account is being checked, or another is needed."""
    services.account_changed(seeker_id=event.seeker_id, actor=None, now=clock.now())
