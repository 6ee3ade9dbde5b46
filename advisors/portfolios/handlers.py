"""What the rooms below say, and what it changes for the advisors."""

from __future__ import annotations

from advisors.portfolios import services
from portal import clock
from portal.events import subscribe
from seekers.declarations.events import AssistanceObjected, DeclarationFiled
from seekers.reminders.events import CallNeeded, CallsNeeded


@subscribe(CallsNeeded)
def put_in_the_queue(event: CallsNeeded) -> None:
    services.ask_calls(calls=event.calls, actor=None, now=clock.now())


@subscribe(CallNeeded)
def put_one_in_the_queue(event: CallNeeded) -> None:
    services.ask_calls(calls=[event], actor=None, now=clock.now())


@subscribe(DeclarationFiled)
def nobody_to_call_any_more(event: DeclarationFiled) -> None:
    services.end_calls(seeker_id=event.seeker_id, version_id=event.version_id, actor=None, now=clock.now())
    services.forget_assisted(seeker_id=event.seeker_id, month=event.month, actor=None, now=clock.now())


@subscribe(AssistanceObjected)
def call_back(event: AssistanceObjected) -> None:
    services.ask_call_back(seeker_id=event.seeker_id, version_id=event.version_id, actor=None, now=event.at)
