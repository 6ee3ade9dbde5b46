"""What each page of the journey does first: whose application it is, where it stands, and the day where the person lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from portal import clock
from portal.accounts.audience import person
from seekers.registration import places
from seekers.registration.answers import Answers
from seekers.registration.desks import WHO, Desk, latest
from seekers.registration.models import ApplicationState

__all__ = ["WHO", "Desk", "of_a_draft"]
Page = Callable[..., HttpResponse]


def of_a_draft(view: Page) -> Page:
    """``view(request, desk)`` on the draft of who is signed in.  What is signed leads to its receipt; nothing: 404."""

    @wraps(view)
    def door(request: HttpRequest, **others: Any) -> HttpResponse:
        application = latest(person(request))
        if application is None:
            raise Http404
        if application.state != ApplicationState.DRAFT:
            return redirect("registration:done")
        application.applicant = person(request)  # the same row: not read twice
        answers = Answers.from_json(application.answers)
        with timezone.override(places.zone(answers)):
            return view(request, Desk(application, answers, clock.now()), **others)

    return door
