"""What each page of the journey does first: whose application it is, where it stands, and the day where the person lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from portal import clock
from portal.accounts.audience import person
from portal.accounts.roles import Role
from portal.reference.models import Commune, JobTitle
from portal.web.templatetags.words import time_of_day
from seekers.registration import places, steps
from seekers.registration.answers import Answers
from seekers.registration.forms import Asking
from seekers.registration.models import Application, ApplicationState, Step

Page = Callable[..., HttpResponse]
WHO = (Role.APPLICANT, Role.SEEKER)
TITLES = 15


@dataclass
class Desk:
    """One application, read once a request: what every page of the journey starts from."""

    application: Application
    answers: Answers
    now: datetime

    @property
    def today(self) -> date:
        return places.today(self.answers, self.now)

    @property
    def walk(self) -> list[Step]:
        return steps.journey(self.answers)

    @property
    def locked(self) -> bool:
        """Is the identity vouched for: by the State, or by the file that exists?"""
        return bool(self.application.identity_from) or self.application.seeker_id is not None

    @property
    def saved(self) -> str:
        """``14 h 05``, once something was kept."""
        return time_of_day(self.application.saved_at) if self.application.edition else ""

    def asking(self, typed: Any = None) -> Asking:
        """What the pages look up: the communes of the postcode, the trades of the word that was typed."""
        typed = typed or {}
        postcode = "".join(str(typed.get("postcode", "")).split())
        wanted, chosen = str(typed.get("wanted", "")), str(typed.get("occupation", ""))
        return Asking(
            self.today, self.answers, vouched=self.locked, communes=communes(postcode), titles=titles(wanted, chosen)
        )


def communes(postcode: str) -> tuple[tuple[str, str], ...]:
    if len(postcode) != 5 or not (postcode.isascii() and postcode.isdigit()):
        return ()
    return tuple((each.code, each.name) for each in Commune.objects.at(postcode))


def titles(wanted: str, chosen: str) -> tuple[tuple[str, str], ...]:
    """What people call this work, by the ROME that holds it; the one already chosen stays among them."""
    words = wanted.replace("\0", "").strip()[:120]
    found = [(f"{each.occupation_id}:{each.label}", each.label) for each in JobTitle.objects.search(words)[:TITLES]]
    code, colon, label = chosen.partition(":")
    known = any(value == chosen for value, _label in found)
    if (
        colon
        and not known
        and JobTitle.objects.filter(occupation=code[:5], label=label[:200].replace("\0", "")).exists()
    ):
        found.insert(0, (chosen, label))
    return tuple(found)


def latest(request: HttpRequest) -> Application | None:
    """The draft of who is signed in; else what they signed last."""
    mine = Application.objects.of(request.user).select_related("applicant", "seeker", "seeker__user")
    return mine.drafts().first() or mine.exclude(state=ApplicationState.ABANDONED).order_by("-pk").first()


def of_a_draft(view: Page) -> Page:
    """``view(request, desk)`` on the draft of who is signed in.  What is signed leads to its receipt; nothing: 404."""

    @wraps(view)
    def door(request: HttpRequest, **others: Any) -> HttpResponse:
        application = latest(request)
        if application is None:
            raise Http404
        if application.state != ApplicationState.DRAFT:
            return redirect("registration:done")
        application.applicant = person(request)  # the same row: not read twice
        answers = Answers.from_json(application.answers)
        with timezone.override(places.zone(answers)):
            return view(request, Desk(application, answers, clock.now()), **others)

    return door
