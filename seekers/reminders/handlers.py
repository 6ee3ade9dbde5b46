"""A reminder that reached nobody asks for a call."""

from __future__ import annotations

from portal import clock
from portal.events import subscribe
from portal.notifications.events import NobodyReached
from seekers.reminders import services
from seekers.reminders.kinds import KINDS


@subscribe(NobodyReached)
def ask_for_a_call(event: NobodyReached) -> None:
    if event.kind.removeprefix("reminders.") in KINDS:
        services.call_unreached(kind=event.kind, about=event.about, user_ids=event.user_ids, now=clock.now())
