"""Beginning an application, keeping each step, handing it to an advisor and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts import services as accounts
from portal.audit import services as audit
from portal.states import transition
from seekers.profiles.models import Seeker
from seekers.registration import carrying, places, prefill, steps
from seekers.registration.answers import Answers, Contact, Identity
from seekers.registration.models import Application, ApplicationState, Step
from seekers.registration.models.application import Via
from seekers.registration.services.refusals import Conflict, TooManyBegun
from seekers.registration.services.rows import locked_draft, storable

HOUR, MOST_AN_HOUR = timedelta(hours=1), 60
"""From one address: an agency, a library or a shelter puts many people behind one."""


def begin(
    *,
    first_name: str,
    last_name: str,
    now: datetime,
    language: str,
    actor: Any = None,
    identity: Identity | None = None,
    identity_from: str = "",
    via: str = Via.WEB,
    slip: str = "",
    began_from: str = "",
    told: Answers | None = None,
) -> Application:
    """Open an applicant's account, without a password, and their draft.

    ``actor`` is None when the person begins alone; else the advisor who fills it with them (``via`` phone, agency or
    paper; ``slip``: the code of the paper form).  ``identity`` with ``identity_from`` (``franceconnect``): what the State
    vouches for.  ``began_from``: the digest of the address of who begins alone (``portal.accounts.digests``).  Whether the
    person is known is neither looked at nor told here.  ``told``: what they typed in the estimate, found again unjudged.

    Refused: ``TooManyBegun``.
    """
    if began_from and Application.objects.begun_from(began_from, now - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyBegun(
            _("Beaucoup d’inscriptions viennent d’ici en ce moment. Réessayez dans une heure, ou appelez-nous.")
        )
    said = identity or Identity(first_name=first_name.strip(), last_name=last_name.strip())
    answers = Answers(identity=said, contact=Contact(language=language))
    with transaction.atomic():
        user = accounts.open_applicant(
            full_name=f"{said.first_name} {said.last_name}", language=language, actor=actor, now=now
        )
        application = Application.objects.create(
            applicant=user, answers=storable(answers.to_json()), began_at=now, saved_at=now, identity_from=identity_from,
            via=via, helper=actor, slip=slip, began_from=began_from,
            typed=storable(carrying.as_typed(told, answers)) if told is not None else {},
        )  # fmt: skip
        audit.record(action="registration.application_began", target=application, actor=actor)
    return application


def begin_again(*, seeker: Seeker, actor: Any, now: datetime, via: str = Via.WEB, slip: str = "") -> Application:
    """An application of somebody whose file is here: what is known is filled in.  The draft they have already, if any."""
    with transaction.atomic():
        Seeker.objects.select_for_update(of=("self",)).get(pk=seeker.pk)
        mine = Application.objects.of(seeker.user)
        kept = mine.drafts().first()
        if kept is not None:
            return kept
        application = Application.objects.create(
            applicant=seeker.user, seeker=seeker, answers=prefill.from_file(seeker).to_json(), began_at=now, saved_at=now,
            identity_from=seeker.identity_from, via=via, helper=actor if actor != seeker.user else None, slip=slip,
        )  # fmt: skip
        audit.record(action="registration.application_began", target=application, actor=actor)
    return application


def save_step(
    *,
    application: Application,
    step: str,
    answers: Answers,
    typed: dict[str, Any] | None,
    edition: int,
    actor: Any,
    now: datetime,
) -> Application:
    """Keep what ``step`` says: from ``answers`` only the part of that step is taken, right or wrong.

    ``typed`` is the flat form data when it does not make answers yet (then ``answers`` may be what was known before);
    None clears it: the step is done.  ``edition`` is the one that the page showed.  The same answers again are no
    conflict.  A draft is audited only when somebody else than the person types.

    Refused: ``NotADraft``, ``Conflict`` (another device saved this step since; nothing is changed).
    """
    with transaction.atomic():
        draft = locked_draft(application)
        known = Answers.from_json(draft.answers)
        name = steps.NAME.get(step)
        part = getattr(answers, name) if name else None
        newer = draft.step_editions.get(step, 0) > edition
        if newer and (typed is not None or (name is not None and getattr(known, name) != part)):
            raise Conflict(
                _(
                    "Cette étape a été remplie entre-temps, sur un autre appareil ou par un conseiller. "
                    "Rien n’est perdu : relisez-la, puis corrigez si besoin."
                ),
                step=step,
            )
        changes: dict[str, Any] = {name: part} if name else {}
        merged = replace(known, **changes)
        others = {each: words for each, words in draft.typed.items() if each != step}
        draft.answers = storable(merged.to_json())
        draft.typed = others if typed is None else others | {step: storable(typed)}
        draft.edition += 1
        draft.step_editions = draft.step_editions | {str(step): draft.edition}
        draft.saved_at = now
        today = places.today(merged, now)
        if step == Step.CONTACT and typed is None and draft.asked_on is None:
            draft.asked_on = today
        draft.step = steps.next_to_do(draft, merged, today)
        draft.save(update_fields=["answers", "typed", "edition", "step_editions", "saved_at", "asked_on", "step"])
        if actor != draft.applicant:
            audit.record(action="registration.step_by_other", target=draft, actor=actor, details={"step": str(step)})
    return draft


def hand_over(*, application: Application, actor: Any, now: datetime) -> Application:
    """The person asks an advisor to finish with them.  They may still type.  Asking twice changes nothing.

    Refused: ``NotADraft``.
    """
    with transaction.atomic():
        draft = locked_draft(application)
        if draft.handed_at is None:
            draft.handed_at = now
            draft.save(update_fields=["handed_at"])
            audit.record(action="registration.handed_over", target=draft, actor=actor)
    return draft


def take_back(*, application: Application, actor: Any, now: datetime) -> Application:
    """The person goes on alone.  Refused: ``NotADraft``."""
    with transaction.atomic():
        draft = locked_draft(application)
        if draft.handed_at is not None:
            draft.handed_at, draft.helper, draft.via = None, None, Via.WEB
            draft.save(update_fields=["handed_at", "helper", "via"])
            audit.record(action="registration.taken_back", target=draft, actor=actor)
    return draft


def reopen(*, application: Application, actor: Any, now: datetime) -> Application:
    """The person comes back to a draft that slept too long: it is empty, and theirs.  Refused: ``IllegalTransition``."""
    return transition(application, ApplicationState.DRAFT, actor=actor, saved_at=now, began_at=now)
