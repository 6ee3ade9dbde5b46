"""Drafts: nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from portal.audit import services as audit
from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration
from seekers.declarations.services.admission import admit, locked_declaration
from seekers.declarations.services.reading import draft_of
from seekers.declarations.steps import laid_over
from seekers.profiles.models import Seeker


class Saved(NamedTuple):
    declaration: Declaration
    newer_elsewhere: bool
    """Another device or tab saved since this page was shown: only this step's answers were taken, the rest is the
    other's."""


def save_draft(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    step: str,
    actor: Any,
    now: datetime,
    seen_at: datetime | None = None,
    typed: dict[str, list[str]] | None = None,
) -> Saved:
    """Keep what is typed, right or wrong, complete or not; ``step`` (``steps.FIELDS``) is where the person comes
    back to.

    ``seen_at`` is the ``draft_saved_at`` that the page showed (None: there was no draft yet).  When the row is
    newer, the last write wins for the answers of its step only.  ``typed`` is the page's raw form data when it does
    not make answers yet (``draft_typed``); None clears it.  A draft is not an act: it is audited only when someone
    else than the person types. Refused: ``WindowClosed``, ``NotRegistered``.
    """
    admit(seeker=seeker, month=month, actor=actor, now=now)
    with transaction.atomic():
        declaration = locked_declaration(seeker, month)
        saved, saved_at = draft_of(declaration), declaration.draft_saved_at
        newer_elsewhere = saved is not None and saved_at is not None and (seen_at is None or saved_at > seen_at)
        if saved is not None and newer_elsewhere:
            answers = laid_over(saved, answers, step)
        declaration.draft, declaration.draft_typed = _storable(answers.to_json()), _storable(typed)
        declaration.draft_step, declaration.draft_saved_at = step, now
        declaration.save(update_fields=["draft", "draft_typed", "draft_step", "draft_saved_at"])
        if actor != seeker.user:
            audit.record(action="declarations.draft_by_other", target=declaration, actor=actor, details={"step": step})
    return Saved(declaration, newer_elsewhere)


def _storable(typed: Any) -> Any:
    """The same without the signs that PostgreSQL cannot hold (NUL, halves of a surrogate pair): a paste never costs a
    draft."""
    if isinstance(typed, str):
        return "".join(sign for sign in typed if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    if isinstance(typed, dict):
        return {_storable(name): _storable(value) for name, value in typed.items()}
    if isinstance(typed, list | tuple):
        return [_storable(value) for value in typed]
    return typed
