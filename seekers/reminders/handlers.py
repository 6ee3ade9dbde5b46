"""A reminder that reached nobody asks for a call; what a month or a registration shows of digital autonomy is noticed."""

from __future__ import annotations

from portal import clock
from portal.events import subscribe
from portal.notifications.events import NobodyReached
from seekers.declarations.events import DeclarationsMissed
from seekers.registration.events import ApplicationSigned
from seekers.reminders import services
from seekers.reminders.kinds import KINDS


@subscribe(NobodyReached)
def ask_for_a_call(event: NobodyReached) -> None:
    if event.kind.removeprefix("reminders.") in KINDS:
        services.call_unreached(kind=event.kind, about=event.about, user_ids=event.user_ids, now=clock.now())


@subscribe(DeclarationsMissed)
def drafts_abandoned(event: DeclarationsMissed) -> None:
    services.notice_abandoned(declaration_ids=[miss.declaration_id for miss in event.misses], now=clock.now())


@subscribe(ApplicationSigned)
def registered_together(event: ApplicationSigned) -> None:
    services.notice_registered_together(application_id=event.application_id, now=clock.now())
