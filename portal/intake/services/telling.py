"""Telling the person what was read: by their channel, or by a letter when they have none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from portal import clock
from portal.accounts.models import User
from portal.intake import kinds, postal
from portal.intake.models import DECLARATION, REGISTRATION, Bundle, Page
from portal.intake.papers import Paper, words
from portal.intake.rules import codes
from portal.intake.services.letters import write_letter
from portal.months import Month
from portal.notifications import services as notifications

KINDS = {DECLARATION: kinds.DeclarationFormReceived, REGISTRATION: kinds.RegistrationFormReceived}


def acknowledge(
    *, person: User, matter: str, bundle: Bundle, promised_on: date, now: datetime, by_post: bool = True
) -> None:
    """What was read of ``bundle``, once.  ``by_post``: a letter for who cannot be reached otherwise.  By the system; a message is
    its own trace, a letter is audited."""
    subject, _colon, rest = matter.partition(":")
    kind = KINDS.get(subject, kinds.PaperDocumentReceived)
    context: dict[str, Any] = {
        "number": codes.shown(bundle.code),
        "count": bundle.pages.count(),
        "joined": Page.objects.filter(bundle__came_with=bundle).count(),
        "lacking": tuple(bundle.missing),
        "received": bundle.received_on,
        "postmark": bundle.postmarked_on,
        "promised": promised_on,
        "month": Month.parse(rest) if subject == DECLARATION else None,
        "document": rest.partition(":")[0] if subject not in KINDS else None,
    }
    key = f"intake:{bundle.pk}"
    row = notifications.Row(person.pk, key)
    posted = notifications.post_many(kind=kind, rows=[row], context=context, now=now)
    if person.pk in posted.unreachable and by_post:
        written = kind.write(context, person.language)
        paper = Paper(
            title=written.subject, blocks=[words(*written.body.split("\n\n"))], address=postal.address_of(person),
            language=written.language,
        )  # fmt: skip
        write_letter(
            recipient=person,
            paper=paper,
            dedupe_key=key,
            wanted_on=clock.day_of(now),
            actor=None,
            now=now,
        )
