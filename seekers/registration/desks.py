"""Whose application is looked at, where it stands, and the day where the person lives: for pages and programs alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from portal.accounts import sessions
from portal.accounts.audience import person
from portal.accounts.models import User
from portal.accounts.proved import WHILE_TYPING, just_proved
from portal.accounts.roles import Role
from portal.reference.models import Commune, JobTitle
from portal.web.templatetags.words import time_of_day
from seekers.registration import places, services, steps
from seekers.registration.answers import Answers
from seekers.registration.forms import Asking
from seekers.registration.models import Application, ApplicationState, Step

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


def latest(user: User) -> Application | None:
    """The draft of ``user``; else what they signed last."""
    mine = Application.objects.of(user).select_related("applicant", "seeker", "seeker__user")
    return mine.drafts().first() or mine.exclude(state=ApplicationState.ABANDONED).order_by("-pk").first()


def sign_here(
    request: HttpRequest, desk: Desk, answers: Answers, edition: int, *, password: str | None, confirmed: list[str]
) -> Application:
    """The person signs by this session, which goes on under the password just chosen (None: they have one).

    Refused: what ``services.sign`` refuses.
    """
    user, key = person(request), request.session.session_key
    done = services.sign(
        application=desk.application, answers=answers, edition=edition, actor=user, now=desk.now, password=password,
        confirmed=confirmed, session_key=key,
    )  # fmt: skip
    if password is not None:
        user.refresh_from_db(fields=["password"])
        update_session_auth_hash(request, user)
        sessions.renamed(request, key)
    return done


def must_prove(request: HttpRequest, desk: Desk, answers: Answers) -> bool:
    """Would signing pay somebody whose file is here on another account, unproved?  As on the page of the account (T4)."""
    seeker, bank = desk.application.seeker, answers.bank
    if seeker is None or bank.later is not False:
        return False
    same = seeker.bank_accounts.live().filter(iban="".join(bank.iban.split()).upper())
    return not same.exists() and not just_proved(request, WHILE_TYPING)


def asks_password(user: User) -> bool:
    """To come back with; not of who has one already, or whom the State signs in."""
    return not user.has_usable_password() and not user.state_links.exists()
