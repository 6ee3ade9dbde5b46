"""The person asks, sees the time promised, and may change their mind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import identifiers
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import addresses
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition
from seekers.help import kinds, matters, rules
from seekers.help.models import HelpRequest, Moment, State, Way
from seekers.help.rules import Slot
from seekers.help.services.promises import free_slots, opening, promised

LONGEST_WORDS = 1000


class WrongPhone(Refused):
    code = "wrong_phone"


class WordsMissing(Refused):
    code = "words_missing"


class AlreadyAsked(Refused):
    """A request of the same kind still waits.  ``facts``: ``request``."""

    code = "already_asked"


def next_slots(*, user: User, now: datetime) -> dict[str, Slot]:
    """What would be promised to ``user`` now, for each ``Moment`` that has room."""
    zone = _zone(user, "")
    found = {}
    for moment in Moment:
        slot = next(free_slots(now, zone, moment), None)
        if slot is not None:
            found[moment.value] = slot[0]
    return found


def ask(
    *,
    person: User,
    way: str,
    actor: Any,
    now: datetime,
    matter: str = "",
    step: str = "",
    errors: Sequence[str] = (),
    answers_shared: bool = False,
    words: str = "",
    phone: str = "",
    moment: str = Moment.SOON,
) -> HelpRequest:
    """``person`` asks to be called (a half hour is promised by their own clock), answered, or expected at the agency.

    The same request sent twice is one.  The person is told the time by the channel they prefer.  Refused: ``AlreadyAsked``
    (another request of this kind still waits), ``WrongPhone``, ``WordsMissing``, ``NoSlotLeft``.
    """
    said = " ".join(words.split())[:LONGEST_WORDS]
    number = _phone(phone) if way == Way.CALL else ""
    if way == Way.WRITE and not said:
        raise WordsMissing(_("Écrivez votre question : un conseiller la lira."))
    request = HelpRequest(
        person=person, way=way, matter=matters.known(matter), step=matters.step_of(step), words=said, phone=number,
        errors=matters.errors_of(",".join(errors)), answers_shared=answers_shared, moment=moment,
        zone=_zone(person, number), asked_at=now,
    )  # fmt: skip
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # one request at a time: two presses of a button queue up
        waiting = HelpRequest.objects.of(person).open().filter(way=way).first()
        if waiting is not None:
            return _the_same(waiting, request)
        _save_with_promise(request, now)
        audit.record(
            action="help.asked", target=request, actor=actor, details={"way": str(way), "matter": request.matter}
        )
        _confirm(request, now)
    return request


def cancel(*, request: HelpRequest, actor: Any, now: datetime) -> HelpRequest:
    """The person no longer needs us; the half hour is free again.  Refused: ``IllegalTransition`` once it is settled."""
    return transition(request, State.CANCELLED, actor=actor, settled_at=now)


def _the_same(waiting: HelpRequest, asked: HelpRequest) -> HelpRequest:
    if (waiting.matter, waiting.words, waiting.phone) == (asked.matter, asked.words, asked.phone):
        return waiting
    raise AlreadyAsked(
        _("Vous avez déjà une demande qui attend. Annulez-la d’abord si vous voulez la changer."), request=waiting
    )


def _save_with_promise(request: HelpRequest, now: datetime) -> None:
    def save(columns: dict[str, Any]) -> None:
        for name, value in columns.items():
            setattr(request, name, value)
        request.save()

    if request.way == Way.CALL:
        promised(request, now, save)
    else:
        save({"promised_until": rules.answer_by(now, request.zone, opening()) if request.way == Way.WRITE else None})


def _confirm(request: HelpRequest, now: datetime) -> None:
    """At once, by the preferred channel; whoever comes to the agency has read on the page all that there is to know."""
    if request.way == Way.COME:
        return
    called = request.way == Way.CALL
    notifications.post(
        kind=kinds.CallPromised if called else kinds.AnswerPromised, user=request.person, now=now,
        context={"start": request.promised_from, "until": request.promised_until, "zone": request.zone},
        dedupe_key=f"help:{request.pk}:promised",
    )  # fmt: skip


def _phone(typed: str) -> str:
    try:
        return identifiers.phone(typed)
    except identifiers.NotValid as wrong:
        raise WrongPhone(_("Écrivez le numéro auquel vous rappeler, par exemple 06 39 98 12 34.")) from wrong


def _zone(user: User, phone: str) -> str:
    """Where the person lives if their file says so; else where their telephone is from."""
    known = addresses.find([user.pk]).get(user.pk)
    if known is not None and known.zone != rules.PARIS:
        return known.zone
    return rules.zone_of_phone(phone or (known.phone if known else ""))
