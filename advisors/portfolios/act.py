"""What an act is: something a person does on their own pages, that an advisor can do for them when they agree.

An act knows what it can be done on, which form asks for what is needed (the person's own), and which service of the room below
does it.  Consent, proof, the right to object and the trail are written once, around all of them (``services.acting``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from portal.accounts.models import User
from seekers.profiles.models import Seeker


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is done on: ``key`` in its address, ``label`` as the advisor reads it."""

    row: Any
    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """``words``: what was done, as the person reads it; ``note``: what only the advisor reads besides."""

    words: str
    note: str = ""


class Act(ABC):
    code: ClassVar[str]
    title: ClassVar[Any]
    """What the person asks for, as an infinitive: ``Changer de compte bancaire``."""
    hint: ClassVar[Any] = ""
    """What to tell the person before doing it."""

    @abstractmethod
    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        """On what it can be done for ``person`` now; nothing: the act is not offered."""

    @abstractmethod
    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        """The person's own form, bound when it was posted."""

    @abstractmethod
    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        """Do it with the valid ``form``, through the person's own service.

        Refused: whatever that service refuses.
        """


class FileAct(Act):
    """An act on the file of somebody who is, or was, registered."""

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        seeker = Seeker.objects.of(person).select_related("user").first()
        return [Subject(seeker)] if seeker is not None else []


class NothingAsked(forms.Form):
    """For an act of one button."""

    use_required_attribute = False


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
