"""Registering, ending a registration, coming back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import events
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.prepared import Prepared
from portal.states import transition
from seekers.profiles.models import Seeker
from seekers.registration import kinds, rules
from seekers.registration.events import CessationUndone, RegistrationCeased, RegistrationsCeased, SeekerRegistered
from seekers.registration.models import Category, CeaseReason, Registration, State
from seekers.registration.services.refusals import (
    AlreadyRegistered,
    NeverRegistered,
    ReasonMissing,
    TooLongAgo,
    WrongDate,
)

_LOCKED = Prepared(lambda given: Registration.objects.select_for_update().filter(pk=given("pk")))


def register(
    *,
    seeker: Seeker,
    on: date,
    actor: Any,
    now: datetime,
    category: str = Category.A,
    follows: Registration | None = None,
) -> Registration:
    """Register ``seeker`` from ``on``.  ``follows``: the registration that ended before, if any.

    Refused: ``AlreadyRegistered``.
    """
    with transaction.atomic():
        _refuse_second(seeker)
        registration = _open(seeker, on=on, now=now, category=category, follows=follows)
        audit.record(action="registration.registered", target=registration, actor=actor)
        events.publish(SeekerRegistered(registration.pk, seeker.pk, on))
    return registration


def cease(*, registration: Registration, on: date, reason: str, actor: Any, now: datetime) -> Registration:
    """End ``registration`` at the person's request; ``on`` is its last day.

    Refused: ``IllegalTransition`` (already ended), ``WrongDate`` (before it began).
    """
    if on < registration.registered_on:
        raise _before_it_began(registration)
    with transaction.atomic():
        ended = transition(registration, State.CEASED, actor=actor, reason=reason, ceased_on=on, cease_reason=reason)
        _tell_end(ended, on, now=now)
    return ended


def correct_end(*, registration: Registration, on: date, reason: str, actor: Any, now: datetime) -> Registration:
    """Another last day or another reason for a registration that has ended.  Refused: ``WrongDate``."""
    if on < registration.registered_on:
        raise _before_it_began(registration)
    with transaction.atomic():
        locked = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk, state=State.CEASED)
        before = {"on": str(locked.ceased_on), "reason": locked.cease_reason}
        locked.ceased_on, locked.cease_reason = on, reason
        locked.save(update_fields=["ceased_on", "cease_reason"])
        audit.record(action="registration.end_corrected", target=locked, actor=actor, details={"from": before})
        _tell_end(locked, on, now=now)
    return locked


def cease_not_declared(*, month: Month, seeker_ids: Collection[int], now: datetime, actor: Any = None) -> list[int]:
    """End at once the active registrations of ``seeker_ids`` that owed ``month``; the ids of the registrations ended.

    The last day registered is the last day of the month that was not declared: that month was not declared, but it
    was lived registered, and the next one is not owed.  Part of the closing of a window, in its transaction: the
    closing writes the audit line and the messages.
    """
    ended_on = month.last
    with transaction.atomic():
        owing = Registration.objects.owing(month).filter(seeker_id__in=list(seeker_ids))
        locked = list(owing.select_for_update(of=("self",)).order_by("pk").values_list("pk", "seeker_id"))
        ids = [pk for pk, _seeker_id in locked]
        Registration.objects.filter(pk__in=ids).update(
            state=State.CEASED, ceased_on=ended_on, cease_reason=CeaseReason.NOT_DECLARED
        )
        ceased = tuple(
            RegistrationCeased(pk, seeker_id, ended_on, CeaseReason.NOT_DECLARED) for pk, seeker_id in locked
        )
        if ceased:
            events.publish(RegistrationsCeased(ceased))
    return ids


def register_again(*, seeker: Seeker, actor: Any, now: datetime) -> Registration:
    """Come back in one step, from today where the person lives: file, category and rights are kept.

    Refused: ``AlreadyRegistered``, ``NeverRegistered``, ``TooLongAgo`` (more than six months, R5411-5).
    """
    today = now.astimezone(seeker.timezone).date()
    with transaction.atomic():
        _refuse_second(seeker)
        before = Registration.objects.ended_of(seeker).select_for_update(of=("self",)).first()
        if before is None or before.ceased_on is None:
            raise NeverRegistered(_("Vous n’avez pas encore eu d’inscription : commencez par une première."))
        if not rules.may_return(before.ceased_on, today):
            raise TooLongAgo(
                _("Votre inscription a pris fin il y a plus de six mois. Un conseiller va refaire le point avec vous.")
            )
        on = max(today, before.ceased_on)
        registration = _open(seeker, on=on, now=now, follows=before, category=before.category)
        audit.record(action="registration.again", target=registration, actor=actor, details={"follows": before.pk})
        events.publish(SeekerRegistered(registration.pk, seeker.pk, on))
        notifications.post(
            kind=kinds.RegisteredAgain, user=registration.person, context={"day": on}, now=now,
            dedupe_key=f"registration:{registration.pk}:again",
        )  # fmt: skip
    return registration


def undo_cessation(*, registration: Registration, actor: Any, reason: str, now: datetime) -> Registration:
    """The registration goes on as if it had never ended (the person had declared, or the fault was ours).

    Refused: ``ReasonMissing``, ``IllegalTransition`` (it has not ended), ``AlreadyRegistered`` (the person has come
    back since).
    """
    if not reason.strip():
        raise ReasonMissing(_("Dites pourquoi cette fin d’inscription est annulée."))
    with transaction.atomic():
        _refuse_second(registration.seeker)
        try:
            with transaction.atomic():
                active = transition(
                    registration, State.ACTIVE, actor=actor, reason=reason, ceased_on=None, cease_reason=""
                )
        except IntegrityError as came_back:
            raise _already_registered() from came_back
        events.publish(CessationUndone(active.pk, active.seeker_id))
        notifications.post(
            kind=kinds.CessationUndone, user=active.person, context={}, now=now,
            dedupe_key=f"registration:{active.pk}:undone:{now:%Y%m%d%H%M%S}",
        )  # fmt: skip
    return active


def recategorise(
    *,
    registration: Registration,
    minutes_worked: int,
    in_training: bool,
    unavailable_days: int,
    actor: Any,
    now: datetime,
) -> Registration:
    """Set the statistical category by the month's declaration (``rules.situation_after``).  Unchanged: nothing is
    written."""
    with transaction.atomic():
        (locked,) = _LOCKED(pk=registration.pk)
        situation = rules.situation_after(
            locked.category, minutes_worked=minutes_worked, in_training=in_training, unavailable_days=unavailable_days
        )
        category = rules.statistical_category(minutes_worked, situation, now.date())
        if category != locked.category:
            before, locked.category, locked.seeker = locked.category, category, registration.seeker
            locked.save(update_fields=["category"])
            audit.record(
                action="registration.category", target=locked, actor=actor, details={"from": before, "to": category}
            )
    return locked


def _tell_end(registration: Registration, on: date, *, now: datetime) -> None:
    events.publish(RegistrationCeased(registration.pk, registration.seeker_id, on, registration.cease_reason))
    notifications.post(
        kind=kinds.RegistrationEnded, user=registration.person, context={"day": on}, now=now,
        dedupe_key=f"registration:{registration.pk}:ended:{now:%Y%m%d%H%M%S}",
    )  # fmt: skip


def _before_it_began(registration: Registration) -> WrongDate:
    return WrongDate(
        _("L’inscription ne peut pas finir avant d’avoir commencé."), registered_on=registration.registered_on
    )


def _refuse_second(seeker: Seeker) -> None:
    if Registration.objects.active().filter(seeker=seeker).exists():
        raise _already_registered()


def _already_registered() -> AlreadyRegistered:
    return AlreadyRegistered(_("Votre inscription est déjà en cours."))


def _open(
    seeker: Seeker, *, on: date, now: datetime, follows: Registration | None = None, category: str = Category.A
) -> Registration:
    """The index decides: of two tabs that register at once, one is told that it is done."""
    try:
        with transaction.atomic():
            return Registration.objects.create(
                seeker=seeker, registered_on=on, follows=follows, category=category, created_at=now
            )
    except IntegrityError as twice:
        raise _already_registered() from twice
