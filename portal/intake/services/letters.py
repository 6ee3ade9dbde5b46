"""Letters: written by the rooms, printed and posted by the mail room."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import pypdfium2
from django.db import transaction

from portal.accounts.models import User
from portal.audit import services as audit
from portal.intake import printing
from portal.intake.models import Letter, LetterState, Slip
from portal.intake.papers import Paper
from portal.states import transition


def write_letter(
    *,
    recipient: User,
    paper: Paper,
    dedupe_key: str,
    wanted_on: date,
    actor: User | None,
    now: datetime,
    slip: Slip | None = None,
) -> Letter:
    """Put ``paper`` on the list of what the mail room prints, to be posted by the end of ``wanted_on`` (Europe/Paris).

    ``slip``: of the form that it carries.  The same ``dedupe_key`` again gives the letter of the first time.  Refuses nothing.
    """
    with transaction.atomic():
        Letter.objects.bulk_create(
            [
                Letter(
                    recipient=recipient, subject=paper.title[:160], content=paper.to_json(), slip=slip,
                    dedupe_key=dedupe_key, wanted_on=wanted_on, created_at=now,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        letter = Letter.objects.get(dedupe_key=dedupe_key)
        if letter.created_at == now:
            audit.record(action="intake.letter_written", target=letter, actor=actor)
    return letter


def print_letters(*, letters: Sequence[Letter], actor: User) -> bytes:
    """One PDF of all ``letters``, in their order; that they were read is written in each person's file."""
    whole = pypdfium2.PdfDocument.new()
    for letter in letters:
        audit.opened(file=letter, actor=actor)
        paper = printing.pdf(Paper.from_json(letter.content), letter.slip, letter.created_at)
        with pypdfium2.PdfDocument(paper) as one:
            whole.import_pages(one)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def mark_posted(*, public_ids: Iterable[UUID], actor: User, now: datetime) -> int:
    """These letters are in the post; how many for the first time.  Twice is once."""
    done = 0
    with transaction.atomic():
        for letter in Letter.objects.to_print().filter(public_id__in=list(public_ids)):
            transition(letter, LetterState.POSTED, actor=actor, posted_at=now, posted_by=actor)
            done += 1
    return done


def cancel_letters(*, slip: Slip, actor: User | None, now: datetime) -> int:
    """The form that a letter carries is not needed any more; how many letters are taken off the list.  By the system."""
    done = 0
    with transaction.atomic():
        for letter in Letter.objects.to_print().filter(slip=slip):
            transition(letter, LetterState.CANCELLED, actor=actor)
            done += 1
    return done
