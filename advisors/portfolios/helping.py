"""Which requests for help an advisor sees: those of their portfolio, and those of people whom nobody follows yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from advisors.agencies.models import Attachment, Posting
from advisors.portfolios.models import Assignment
from portal.accounts.models import User
from portal.audit import services as audit
from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration
from seekers.declarations.summary import summary
from seekers.help.models import HelpRequest, HelpRequestQuerySet
from seekers.registration.answers import Answers as Filled
from seekers.registration.models import Application
from seekers.registration.summary import summary as written

DECLARATION, REGISTRATION = "declaration", "registration"


def help_for(user: User) -> HelpRequestQuerySet:
    """What ``user`` may answer: the people they follow, what they have taken, and the queue of their agency.

    In the queue of an agency stands whoever has no advisor and is received there; whoever no agency receives yet (they are only
    registering) stands in every queue, so that the first who is free calls.
    """
    followed = Assignment.objects.live().filter(seeker__user=OuterRef("person"))
    mine = followed.filter(advisor=user)
    received = Attachment.objects.live().filter(seeker__user=OuterRef("person"), agency__isnull=False)
    here = received.filter(agency__in=Posting.objects.filter(user=user).values("agency"))
    nobody_s = ~Exists(followed) & (Exists(here) | ~Exists(received))
    return HelpRequest.objects.filter(Q(Exists(mine)) | Q(nobody_s) | Q(taken_by=user))


def open_help(*, public_id: Any, actor: User) -> HelpRequest:
    """The request, for a page that shows it: the opening is written down.  Not theirs to answer: ``Http404``."""
    asked = find_help(public_id=public_id, actor=actor)
    audit.opened(file=asked, actor=actor)
    return asked


def find_help(*, public_id: Any, actor: User) -> HelpRequest:
    """``open_help`` for an act, which leaves its own line."""
    rows = help_for(actor).select_related("person__seeker", "taken_by")
    asked = rows.filter(public_id=public_id).first()
    if asked is None:
        raise Http404
    return asked


def follows(user: User, asked: HelpRequest) -> bool:
    return Assignment.objects.of_advisor(user).filter(seeker__user=asked.person_id).exists()


def month_of(asked: HelpRequest) -> Month | None:
    """The month whose declaration the person is stuck on."""
    prefix, _colon, rest = asked.matter.partition(":")
    try:
        return Month.parse(rest) if prefix == DECLARATION else None
    except ValueError:
        return None


def shared_answers(asked: HelpRequest) -> list[Any]:
    """What the person has filled, only if they agreed to show it: of the month, or of their registration (each with
    ``question``, ``answer`` and ``lines``)."""
    if not asked.answers_shared:
        return []
    if asked.matter == REGISTRATION:
        application = Application.objects.of(asked.person).drafts().first()
        chapters = written(Filled.from_json(application.answers)) if application is not None else []
        return [said for chapter in chapters for said in chapter.said]
    month = month_of(asked)
    if month is None:
        return []
    draft = Declaration.objects.filter(seeker__user=asked.person_id, month=month, draft__isnull=False).first()
    return summary(Answers.from_json(draft.draft), month) if draft is not None and draft.draft is not None else []
