"""An advisor declares with the person, on the phone or at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import events
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from seekers.declarations import kinds
from seekers.declarations.answers import Answers
from seekers.declarations.events import AssistanceObjected
from seekers.declarations.models import Assistance, Declaration, Version
from seekers.declarations.services.filing import file
from seekers.declarations.services.reading import answers_of
from seekers.declarations.services.refusals import CannotObject, NotReadBack
from seekers.declarations.services.words import kept
from seekers.profiles.models import Seeker

TIME_TO_OBJECT = timedelta(hours=48)
LONGEST_CONSENT, LONGEST_OBJECTION = 200, 500


def file_assisted(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    consent_words: str,
    read_back: bool,
    advisor: Any,
    via: str,
    now: datetime,
    base_version: int = 0,
    confirmed: tuple[str, ...] = (),
) -> Version:
    """``file`` by ``advisor``, with the words by which the person agreed once everything was read back.

    The person is told at once and has 48 hours to object.  Also after closing.  Sent twice, it is one assistance;
    what the person had already sent in the same words stays their own.  Refused: ``NotReadBack``, and whatever
    ``file`` refuses.
    """
    words = kept(consent_words, LONGEST_CONSENT)
    if not read_back or not words:
        raise NotReadBack(
            _("Relisez toutes les réponses à la personne, puis notez les mots par lesquels elle est d’accord.")
        )
    with transaction.atomic():
        version = file(
            seeker=seeker, month=month, answers=answers, base_version=base_version, confirmed=confirmed,
            via=via, actor=advisor, now=now,
        )  # fmt: skip
        if version.filed_by_id != advisor.pk or Assistance.objects.filter(version=version).exists():
            return version
        assistance = attach(version=version, advisor=advisor, words=words, object_until=now + TIME_TO_OBJECT, now=now)
        notifications.post(
            kind=kinds.DeclaredWithYou, user=seeker.user, now=now, dedupe_key=f"assistance:{assistance.pk}",
            context={"month": month, "receipt": version.receipt, "until": assistance.object_until},
        )  # fmt: skip
    return version


def attach(
    *, version: Version, advisor: Any, words: str, object_until: datetime, now: datetime, **form: Any
) -> Assistance:
    """Write beside ``version`` who typed it and by which words the person agreed; ``form``: the slip and its days, on paper."""
    assistance = Assistance.objects.create(
        version=version, advisor=advisor, consent_at=now, consent_words=words, object_until=object_until, **form
    )
    details = {"via": version.via} | ({"slip": form["slip"], "in_time": form["in_time"]} if form else {})
    audit.record(action="declarations.assisted", target=assistance, actor=advisor, details=details)
    return assistance


def object_to(*, version: Version, words: str, actor: Any, now: datetime) -> Assistance:
    """The person does not recognise what was declared for them: the answers come back as a draft to correct,
    advisors are told.

    The month stays declared meanwhile: objecting never ends a registration.  Objecting twice is objecting once.
    ``actor`` is the person, or the advisor to whom they said it.  Refused (``CannotObject``): by anyone else, after 48 hours,
    or when no advisor declared.
    """
    with transaction.atomic():
        declaration = Declaration.objects.select_for_update(of=("self",)).get(pk=version.declaration_id)
        assistance = Assistance.objects.select_for_update(of=("self",)).filter(version=version).first()
        if assistance is None or not (actor == assistance.person or actor.is_staff_member):
            raise CannotObject(_("Cette déclaration n’a pas été faite avec un conseiller."))
        if assistance.objected_at:
            return assistance
        if now > assistance.object_until:
            raise CannotObject(
                _("Les 48 heures pour contester sont passées. Appelez-nous : un conseiller peut encore corriger.")
            )
        objection = kept(words, LONGEST_OBJECTION)
        if not objection:
            raise CannotObject(_("Dites en quelques mots ce qui ne va pas, en 500 lettres au plus."))
        assistance.objected_at, assistance.objection = now, objection
        assistance.save(update_fields=["objected_at", "objection"])
        if declaration.draft is None and declaration.current_id == version.pk:
            declaration.draft, declaration.draft_saved_at = answers_of(version).to_json(), now
            declaration.save(update_fields=["draft", "draft_saved_at"])
        audit.record(action="declarations.objected", target=assistance, actor=actor)
        events.publish(
            AssistanceObjected(declaration.pk, version.pk, declaration.seeker_id, assistance.advisor_id, at=now)
        )
        notifications.post(
            kind=kinds.ObjectionReceived, user=assistance.person, now=now, dedupe_key=f"assistance:{assistance.pk}:objected",
            context={"month": declaration.month},
        )  # fmt: skip
    return assistance
