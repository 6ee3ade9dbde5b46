"""An advisor finishes a draft with the person who handed it over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import services as audit
from portal.refusals import Refused
from seekers.registration.models import Application
from seekers.registration.models.application import Via
from seekers.registration.services.rows import locked_draft


class NotHanded(Refused):
    """The person has taken their draft back, or never handed it over."""

    code = "not_handed"


class HelpedByOther(Refused):
    """A colleague has it.  ``facts``: ``helper``."""

    code = "helped_by_other"


def accept(*, application: Application, via: str, actor: Any, now: datetime) -> Application:
    """``actor`` finishes the draft with the person, ``via`` telephone or agency; the person sees who.  Twice changes nothing.

    Refused: ``NotADraft``, ``NotHanded``, ``HelpedByOther``.
    """
    with transaction.atomic():
        draft = locked_draft(application)
        if draft.helper_id == actor.pk:
            return draft
        if draft.handed_at is None:
            raise NotHanded(_("La personne a repris sa demande : elle continue seule."))
        if draft.helper_id is not None:
            raise HelpedByOther(
                _("%(name)s s’occupe déjà de cette demande.") % {"name": draft.helper}, helper=draft.helper
            )
        draft.helper, draft.via = actor, Via(via)
        draft.save(update_fields=["helper", "via"])
        audit.record(action="registration.accepted", target=draft, actor=actor, details={"via": str(via)})
    return draft


def asked_since(*, application: Application, on: date, actor: Any, now: datetime) -> Application:
    """The person made themselves known on ``on``, by a form that the post carried: the registration counts from that day.

    Never later than what is known already, nor in the future.  Refused: ``NotADraft``.
    """
    with transaction.atomic():
        draft = locked_draft(application)
        earliest = min(on, now.date(), draft.asked_on or on)
        if draft.asked_on != earliest:
            draft.asked_on = earliest
            draft.save(update_fields=["asked_on"])
            audit.record(action="registration.asked_since", target=draft, actor=actor, details={"on": str(earliest)})
    return draft
