"""What happens below and is heard here."""

from __future__ import annotations

from benefits.payments import services
from portal import clock
from portal.events import subscribe
from seekers.declarations.events import DeclarationFiled
from seekers.profiles.events import BankAccountGiven


@subscribe(DeclarationFiled)
def price_it(event: DeclarationFiled) -> None:
    """The payment is made with the declaration, or neither is."""
    services.price(version_id=event.version_id, actor=None, now=clock.now())


@subscribe(BankAccountGiven)
def send_what_waited(event: BankAccountGiven) -> None:
    """What was held or returned for want of an account is due again."""
    services.account_changed(seeker_id=event.seeker_id, actor=None, now=clock.now())
