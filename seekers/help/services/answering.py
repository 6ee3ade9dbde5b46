"""Somebody takes a request, settles it, or finds nobody at the other end; and what happens when we are late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition
from seekers.help import kinds, rules
from seekers.help.models import HelpRequest, Outcome, State, Way
from seekers.help.services.promises import promised

SLICE = 500
LONGEST_ANSWER = 2000


class AlreadyTaken(Refused):
    """A colleague has it.  ``facts``: ``taken_by``."""

    code = "already_taken"


class AnswerMissing(Refused):
    """Who wrote to us is written to."""

    code = "answer_missing"


def take(*, request: HelpRequest, actor: User, now: datetime) -> HelpRequest:
    """``actor`` looks after ``request``; colleagues see it.  Taking it twice changes nothing.

    Refused: ``AlreadyTaken`` by somebody else, ``IllegalTransition`` once settled or cancelled.
    """
    with transaction.atomic():
        locked = HelpRequest.objects.select_for_update(of=("self",)).select_related("taken_by").get(pk=request.pk)
        if locked.state == State.TAKEN:
            if locked.taken_by_id == actor.pk:
                return locked
            raise AlreadyTaken(
                _("%(name)s s’occupe déjà de cette demande.") % {"name": locked.taken_by}, taken_by=locked.taken_by
            )
        return transition(locked, State.TAKEN, actor=actor, taken_by=actor, taken_at=now)


def settle(*, request: HelpRequest, outcome: str, actor: User, now: datetime, answer: str = "") -> HelpRequest:
    """The help was given, or could not be.  A written answer is sent to the person's inbox and preferred channel.

    Refused: ``AnswerMissing`` for a message without an answer, ``IllegalTransition`` once settled or cancelled.
    """
    said = answer.strip()[:LONGEST_ANSWER]
    if request.way == Way.WRITE and not said:
        raise AnswerMissing(_("Écrivez la réponse : la personne la recevra dans sa messagerie."))
    with transaction.atomic():
        settled = transition(
            request, State.DONE, actor=actor, outcome=outcome, answer=said, settled_at=now, settled_by=actor
        )
        if said:
            notifications.post(
                kind=kinds.HelpAnswered, user=settled.person, now=now, context={"answer": said, "zone": settled.zone},
                dedupe_key=f"help:{settled.pk}:answered",
            )  # fmt: skip
    return settled


def nobody_answered(*, request: HelpRequest, actor: User, now: datetime) -> HelpRequest:
    """The telephone rang in vain: another half hour is promised and the person told; after three times we write instead.

    Refused: ``NoSlotLeft``, ``IllegalTransition`` once settled or cancelled.
    """
    with transaction.atomic():
        held = take_over(request=request, actor=actor, now=now)
        tries = held.tries + 1
        if tries >= rules.MOST_TRIES:
            done = transition(
                held, State.DONE, actor=actor, tries=tries, outcome=Outcome.NO_ANSWER, settled_at=now, settled_by=actor
            )
            _tell(done, kinds.NeverReached, f"help:{done.pk}:never_reached", now)
            return done
        cleared = {"tries": tries, "taken_by": None, "taken_at": None}
        in_vain = str(Outcome.NO_ANSWER.label)
        again = promised(
            held, now, lambda columns: transition(held, State.ASKED, actor=actor, reason=in_vain, **cleared, **columns)
        )
        _tell(again, kinds.CalledInVain, f"help:{again.pk}:in_vain:{tries}", now)
    return again


def take_over(*, request: HelpRequest, actor: User, now: datetime) -> HelpRequest:
    """``take``, whoever had it before: a colleague may be away when the time comes."""
    with transaction.atomic():
        locked = HelpRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
        if locked.state != State.TAKEN:
            return transition(locked, State.TAKEN, actor=actor, taken_by=actor, taken_at=now)
        if locked.taken_by_id != actor.pk:
            locked.taken_by, locked.taken_at = actor, now
            locked.save(update_fields=["taken_by", "taken_at"])
            audit.record(action="help.taken_over", target=locked, actor=actor)
    return locked


def flag_missed(*, now: datetime, actor: Any = None) -> int:
    """Promises whose time has passed and that nobody has settled: they stand out, and the person is told that we are sorry.

    One slice of at most 500; how many.  The system acts, with one line of audit a request.
    """
    with transaction.atomic():
        late = HelpRequest.objects.late(now)
        rows = list(
            late.select_for_update(of=("self",), skip_locked=True).select_related("person").order_by("pk")[:SLICE]
        )
        HelpRequest.objects.filter(pk__in=[row.pk for row in rows]).update(missed_at=now)
        for row in rows:
            audit.record(action="help.promise_missed", target=row, actor=actor)
            _tell(row, kinds.PromiseMissed, f"help:{row.pk}:missed:{row.promised_until:%Y%m%d%H%M}", now)
    return len(rows)


def let_go_late_comers(*, now: datetime, actor: Any = None) -> int:
    """Whoever said, two weeks ago, that they would come to the agency has come or will not; how many.  The system acts."""
    rows = list(HelpRequest.objects.late_comers(now - rules.LATE_COMER).order_by("pk")[:SLICE])
    for row in rows:
        transition(row, State.CANCELLED, actor=actor, settled_at=now)
    return len(rows)


def _tell(request: HelpRequest, kind: type[kinds.ByTheirClock], key: str, now: datetime) -> None:
    context = {"start": request.promised_from, "until": request.promised_until, "zone": request.zone}
    notifications.post(kind=kind, user=request.person, now=now, context=context, dedupe_key=key)
