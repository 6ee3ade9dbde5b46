"""Signing: one application, one file, one registration, whatever is clicked twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import services as accounts
from portal.accounts import sessions
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.states import transition
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.registration import codes, kinds, places, rules
from seekers.registration.answers import Answers
from seekers.registration.events import ApplicationObjected
from seekers.registration.models import Application, ApplicationState
from seekers.registration.services.entering import enter
from seekers.registration.services.refusals import (
    CannotObject,
    Conflict,
    ConsentMissing,
    Incomplete,
    NotADraft,
    ToConfirm,
)
from seekers.registration.services.rows import locked, storable

OBJECTION = timedelta(hours=48)
BY_POST = timedelta(days=15)
"""A letter goes with the proof, and an answer comes back."""
KNOWN_NUMBER, KNOWN_EMAIL, KNOWN_PERSON = "known_number", "known_email", "known_person"
TAKEN = (IntegrityError, profiles.AlreadyKnown, accounts.NameTaken)
"""Somebody else has the number or the address since it was looked at."""


def sign(
    *,
    application: Application,
    answers: Answers,
    actor: Any,
    now: datetime,
    consent_words: str = "",
    password: str | None = None,
    confirmed: Collection[str] = (),
    edition: int | None = None,
    session_key: str | None = None,
) -> Application:
    """Sign ``answers``, as they were read: the file of the person, their registration, their claim.  Signing twice gives
    the same application and receipt.

    ``consent_words``: how the person agreed, when ``actor`` is somebody else.  ``password`` is theirs, chosen now (None:
    the State signs them in, they have one, or they get a link).  ``confirmed``: the ``key`` of the surprises read.
    ``edition``: the one that was read; None when nobody else can have typed.  ``session_key``: the session that goes on.
    Registered on the day of the first contact (R5411-2), never later than today.  When the number, the e-mail or the
    person is that of another file, nothing is registered and nobody is told on a page: TO_CHECK.  So is every application
    of somebody whom nothing vouches for, until the clock enters it (``verifying``): the two cannot be told apart.

    Refused: ``NotADraft``, ``Conflict``, ``Incomplete``, ``ToConfirm``, ``ConsentMissing``.
    """
    with transaction.atomic():
        draft = locked(application)
        if draft.state in (ApplicationState.SIGNED, ApplicationState.TO_CHECK):
            return draft
        if draft.state != ApplicationState.DRAFT:
            raise NotADraft(_("Cette demande est fermée. Vous pouvez en commencer une nouvelle."))
        today = places.today(answers, now)
        _refuse(draft, answers, today, actor=actor, words=consent_words, confirmed=confirmed, edition=edition)
        seal = _seal(draft, answers, today, actor=actor, words=consent_words, now=now)
        if password:
            accounts.choose_password(
                user=draft.applicant, password=password, session_key=session_key, actor=actor, now=now
            )
        if _is_strange(draft, answers, actor):
            sessions.end_all(draft.applicant, but=session_key)
            return _to_check(draft, doubt_of(draft, answers), seal, actor=actor, now=now)
        return _settle(draft, answers, seal, actor=actor, now=now, session_key=session_key)


def object_to(*, application: Application, words: str, actor: Any, now: datetime) -> Application:
    """The person does not recognise what was signed for them: within 48 hours, and an advisor looks at it again.

    Refused: ``CannotObject``.
    """
    with transaction.atomic():
        row = locked(application)
        if row.object_until is None or row.objected_at is not None or now >= row.object_until:
            raise CannotObject(_("Il n’est plus possible de s’opposer ici. Appelez-nous : nous corrigerons avec vous."))
        row.objected_at, row.objection = now, storable(words)[:500]
        row.save(update_fields=["objected_at", "objection"])
        audit.record(action="registration.objected", target=row, actor=actor)
        events.publish(ApplicationObjected(row.pk))
    return row


def _refuse(
    draft: Application,
    answers: Answers,
    today: date,
    *,
    actor: Any,
    words: str,
    confirmed: Collection[str],
    edition: int | None,
) -> None:
    if edition is not None and edition != draft.edition:
        raise Conflict(
            _("Vos réponses ont changé depuis que vous les avez lues. Relisez-les, puis signez."), step="review"
        )
    problems = rules.problems(answers, today)
    if problems:
        raise Incomplete(_("Il reste quelque chose à remplir ou à corriger avant de signer."), problems=problems)
    unconfirmed = [each for each in rules.surprises(answers, today) if each.key not in confirmed]
    if unconfirmed:
        raise ToConfirm(_("Une réponse nous étonne. Confirmez-la, ou corrigez-la."), surprises=unconfirmed)
    if actor != draft.applicant and not words.strip():
        raise ConsentMissing(_("Écrivez comment la personne a donné son accord."))


def _seal(
    draft: Application, answers: Answers, today: date, *, actor: Any, words: str, now: datetime
) -> dict[str, Any]:
    """What the signature writes on the row, whatever follows."""
    by_another = actor != draft.applicant
    return {
        "answers": storable(answers.to_json()),
        "typed": {},
        "asked_on": min(draft.asked_on or today, today),
        "signed_at": now,
        "signed_by": actor,
        "consent_words": storable(words)[:200] if by_another else "",
        "object_until": now + (BY_POST if draft.slip else OBJECTION) if by_another else None,
        "receipt": codes.new_code(),
        "handed_at": None,
    }


def _settle(
    draft: Application, answers: Answers, seal: dict[str, Any], *, actor: Any, now: datetime, session_key: str | None
) -> Application:
    reason = doubt_of(draft, answers)
    if not reason:
        try:
            with transaction.atomic():
                return entered(draft, answers, seal, actor=actor, now=now, session_key=session_key)
        except TAKEN:
            reason = KNOWN_NUMBER  # somebody else was quicker by a moment: the index decides
    return _to_check(draft, reason, seal, actor=actor, now=now)


def entered(
    row: Application, answers: Answers, seal: dict[str, Any], *, actor: Any, now: datetime, session_key: str | None
) -> Application:
    """Everything that a signed application writes, in the caller's transaction.  Refused: ``TAKEN``."""
    on = seal.get("asked_on") or row.asked_on or now.date()
    settled = enter(row, answers, on, actor=actor, now=now, session_key=session_key)
    done = transition(
        row, ApplicationState.SIGNED, actor=actor, seeker=settled.seeker, registration=settled.registration, **seal
    )
    settled.publish(done, answers)
    _acknowledge(kinds.ApplicationSigned, done, now=now)
    return done


def _to_check(draft: Application, reason: str, seal: dict[str, Any], *, actor: Any, now: datetime) -> Application:
    waiting = transition(draft, ApplicationState.TO_CHECK, actor=actor, check_reason=reason, **seal)
    _acknowledge(kinds.ApplicationBeingChecked, waiting, now=now)
    return waiting


def _is_strange(draft: Application, answers: Answers, actor: Any) -> bool:
    """Does somebody whom neither the State nor an advisor vouches for name a person, a number or an address?"""
    if actor != draft.applicant or (draft.identity_from and draft.seeker_id is None):
        return False
    known = draft.seeker
    if known is None:
        return True
    same_number = (profiles.read_nir(answers.identity.nir) or "") in ("", known.nir)
    return not same_number or answers.contact.email.lower() not in ("", (known.user.email or "").lower())


def _acknowledge(kind: type[kinds.Kind], application: Application, *, now: datetime) -> None:
    notifications.post(
        kind=kind, user=application.applicant, now=now, dedupe_key=f"application:{application.pk}:{kind.code}",
        context={"receipt": application.receipt or "", "at": application.signed_at},
    )  # fmt: skip


def doubt_of(draft: Application, answers: Answers) -> str:
    """Why an advisor must look; empty when nothing speaks against it.  The person who typed is never told which.

    Everything is asked whatever is found: how long it takes says nothing.
    """
    others = Seeker.objects.exclude(user=draft.applicant)
    said = answers.identity
    number = profiles.read_nir(said.nir)
    known_number = bool(number) and others.filter(nir=number).exists()
    owner = User.objects.named(answers.contact.email) if answers.contact.email else None
    named = {"last_name__iexact": said.last_name, "first_name__iexact": said.first_name, "birth_date": said.birth_date}
    known_person = draft.seeker_id is None and not number and others.filter(**named).exists()
    if known_number:
        return KNOWN_NUMBER
    if owner is not None and owner.pk != draft.applicant_id:
        return KNOWN_EMAIL
    return KNOWN_PERSON if known_person else ""
