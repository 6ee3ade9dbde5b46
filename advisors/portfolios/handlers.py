"""What the rooms below say, and what it changes for the advisors."""

from __future__ import annotations

from advisors.portfolios import services
from advisors.portfolios.models import Assignment
from portal import clock
from portal.accounts.models import User
from portal.documents.models import Document
from portal.documents.permissions import register_reader
from portal.events import subscribe
from portal.intake.events import LetterDated
from portal.intake.models import Slip
from seekers.declarations.events import AssistanceObjected, DeclarationFiled
from seekers.registration import services as registrations
from seekers.registration.models import Application
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
    services.ask_call_back(seeker_id=event.seeker_id, key=str(event.version_id), actor=None, now=event.at)


@subscribe(LetterDated)
def asked_on_the_day_of_the_letter(event: LetterDated) -> None:
    """A registration that is being typed from this letter counts from the day it was posted."""
    slip = Slip.objects.get(pk=event.slip_id)
    for draft in Application.objects.drafts().filter(slip=slip.code).select_related("helper"):
        registrations.asked_since(application=draft, on=event.postmarked_on, actor=draft.helper, now=clock.now())


@register_reader
def reads_the_documents_of_their_people(user: User, document: Document) -> bool:
    """An advisor reads the documents of whom they follow, or whose draft they fill in; each opening is written in the person's
    file."""
    followed = Assignment.objects.of_advisor(user).filter(seeker__user=document.person_id)
    return followed.exists() or Application.objects.drafts().filter(helper=user, applicant=document.person_id).exists()
