"""Registering a person from nothing, on the telephone, at the desk or from paper; finishing what they began; checking doubles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from advisors.portfolios.kinds import ChooseYourPassword, RegisteredWithYou
from advisors.portfolios.permissions import check_may_answer, check_may_settle
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.audit import services as audit
from portal.intake import services as intake
from portal.intake.models import REGISTRATION, Slip, SlipState
from portal.notifications import services as notifications
from portal.notifications.models import Channel
from portal.refusals import Refused
from seekers.profiles.models import Seeker
from seekers.registration import services as registrations
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState, ObjectionAnswer
from seekers.registration.models.application import Via
from seekers.registration.services import Outcome


class NotReadBack(Refused):
    """Nothing is signed for somebody before everything was read to them, or compared with their paper."""

    code = "not_read_back"


class NotThisForm(Refused):
    """The paper form is another kind of form, has not come back, or is keyed already."""

    code = "not_this_form"


class NotThisPerson(Refused):
    """The identifier and the name on a form are not of one person, or they have begun elsewhere."""

    code = "not_this_person"


def find_application(*, public_id: Any, actor: User) -> Application:
    """The application that ``actor`` fills in with the person; anybody else's does not exist for them (``Http404``)."""
    rows = Application.objects.filter(helper=actor).select_related("applicant", "seeker__user", "helper")
    application = rows.filter(public_id=public_id).first()
    if application is None:
        raise Http404
    return application


def open_application(*, public_id: Any, actor: User) -> Application:
    """``find_application``, for a page that shows it: the opening is written down."""
    application = find_application(public_id=public_id, actor=actor)
    audit.opened(file=application, actor=actor)
    return application


def slip_to_key(typed: str) -> Slip | None:
    """The paper form with this code, for the page that begins; None without a code.  Refused: ``NoSuchCode``, ``NotThisForm``."""
    if not typed:
        return None
    slip = intake.find_slip(typed)
    if slip.matter.partition(":")[0] != REGISTRATION or slip.state != SlipState.RETURNED:
        raise NotThisForm(_("Ce formulaire n’est pas une inscription à recopier."))
    return slip


def begin_with(
    *,
    first_name: str,
    last_name: str,
    via: str,
    actor: User,
    now: datetime,
    slip: Slip | None = None,
    identifier: str = "",
) -> Application:
    """Open the draft of a person who is on the telephone, at the desk, or whose ``slip`` came by post.

    ``identifier``: written on the form by somebody who has a file; the name must be theirs.  The post counts: the request is
    dated from the postmark, or from the day the form arrived.  Refused: ``NotThisPerson``, what ``begin`` refuses.
    """
    with transaction.atomic():
        if slip is not None and identifier:
            application = _known(identifier, last_name, slip, actor, now)
        else:
            application = registrations.begin(
                first_name=first_name, last_name=last_name, language="fr", via=Via.PAPER if slip else via,
                slip=slip.code if slip else "", actor=actor, now=now,
            )  # fmt: skip
        if slip is not None:
            if slip.person_id is None:
                intake.name_person(slip=slip, person=application.applicant, actor=actor, now=now)
            posted_on = slip.postmarked_on or slip.received_on
            if posted_on is not None:
                application = registrations.asked_since(application=application, on=posted_on, actor=actor, now=now)
    return application


def _known(identifier: str, last_name: str, slip: Slip, actor: User, now: datetime) -> Application:
    """The application of somebody whose file is here: identifier and last name agree, or nothing is begun."""
    seeker = Seeker.objects.filter(
        user__identifier__iexact=identifier.strip(), last_name__iexact=last_name.strip(), user__is_active=True
    ).first()
    if seeker is None:
        raise NotThisPerson(
            _("Personne n’a cet identifiant avec ce nom. Relisez les deux, ou laissez l’identifiant vide.")
        )
    application = registrations.begin_again(seeker=seeker, actor=actor, now=now, via=Via.PAPER, slip=slip.code)
    if application.slip != slip.code:
        raise NotThisPerson(
            _("Cette personne a déjà commencé une demande : appelez-la avant de recopier ce formulaire.")
        )
    return application


def sign_with(
    *,
    application: Application,
    answers: Answers,
    edition: int,
    confirmed: Collection[str],
    consent_words: str,
    read_back: bool,
    actor: User,
    now: datetime,
) -> Application:
    """Sign what was read back and agreed to.  The person gets the proof, 48 hours to object, and a way into their account.

    Refused: ``NotReadBack``, and whatever ``sign`` refuses.
    """
    if not read_back:
        raise NotReadBack(_("Relisez toutes les réponses à la personne avant de signer."))
    with transaction.atomic():
        signed = registrations.sign(
            application=application, answers=answers, edition=edition, confirmed=confirmed, consent_words=consent_words,
            actor=actor, now=now,
        )  # fmt: skip
        if signed.slip:
            intake.mark_keyed(slip=intake.find_slip(signed.slip), actor=actor, now=now)
        _tell(signed, now)
    return signed


def settle_check(
    *, application: Application, outcome: Outcome, reason: str, seeker: Seeker | None, actor: User, now: datetime
) -> Application:
    """Say who the person is, after having spoken with them.  Refused: ``MayNotSettle``, and whatever ``check_settled`` refuses."""
    check_may_settle(actor, application)
    return registrations.check_settled(
        application=application, outcome=outcome, reason=reason, seeker=seeker, actor=actor, now=now
    )


def settle_objection(
    *, application: Application, answer: ObjectionAnswer, words: str, actor: User, now: datetime
) -> Application | None:
    """Answer the person, who was called back; the draft to finish with them when it is corrected, else None.

    Refused: ``MayNotSettle`` (kept by who signed it), and whatever ``answer_objection`` refuses.
    """
    check_may_answer(actor, application, answer)
    return registrations.answer_objection(
        application=application, answer=answer, words=words, via=Via.PHONE, actor=actor, now=now
    )


def _tell(signed: Application, now: datetime) -> None:
    """Who has an e-mail address is invited there, as everybody; who has only a telephone gets the link as a text."""
    user = signed.applicant
    notifications.post(
        kind=RegisteredWithYou, user=user, now=now, dedupe_key=f"application:{signed.pk}:with_you",
        context={"receipt": signed.receipt, "until": signed.object_until},
    )  # fmt: skip
    contact = Answers.from_json(signed.answers).contact
    by_text_only = bool(contact.phone) and not contact.email
    if signed.state == ApplicationState.SIGNED and by_text_only and not user.has_usable_password():
        path = accounts.issue_link(user=user, now=now)
        notifications.post(
            kind=ChooseYourPassword, user=user, now=now, dedupe_key=f"application:{signed.pk}:password",
            context={"path": path, "login": user.identifier}, channels=[Channel.SMS],
        )  # fmt: skip
