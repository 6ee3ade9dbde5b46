"""Going on with a draft on another device: a code, once, with the date of birth."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts import attempts
from portal.accounts.digests import digest
from portal.audit import services as audit
from portal.notifications import services as notifications
from seekers.registration import codes, kinds
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState, ResumeCode
from seekers.registration.services.refusals import CodeDead, FileIsHere, NoBirthDate
from seekers.registration.services.rows import locked_draft

LIFE = timedelta(days=14)
SPACING = timedelta(minutes=10)
MOST_TRIES = 5
"""Dates of birth tried on one code."""


def make_resume_code(*, application: Application, actor: Any, now: datetime) -> str:
    """A new code, shown once; the ones before it are dead.  It lives 14 days and opens the draft once.

    Refused: ``NotADraft``, ``NoBirthDate``, ``FileIsHere`` (a code that lives 14 days stands in for no password).
    """
    with transaction.atomic():
        draft = locked_draft(application)
        if draft.seeker_id is not None:
            raise FileIsHere(
                _("Vous avez déjà un compte : connectez-vous sur l’autre appareil, cette demande vous y attend.")
            )
        if Answers.from_json(draft.answers).identity.birth_date is None:
            raise NoBirthDate(_("Écrivez d’abord votre date de naissance : elle protège le code."))
        draft.resume_codes.filter(used_at=None).delete()
        code = codes.new_code()
        row = ResumeCode.objects.create(
            application=draft, code_key=digest("resume-code", code), made_at=now, expires_at=now + LIFE
        )
        audit.record(action="registration.resume_code_made", target=row, actor=actor)
    return code


def send_resume_code(*, application: Application, actor: Any, now: datetime) -> str:
    """``make_resume_code``, also written to the address or the telephone of the contact step.  Same refusals."""
    with transaction.atomic():
        code = make_resume_code(application=application, actor=actor, now=now)
        notifications.post(
            kind=kinds.ResumeCodeSent, user=application.applicant, context={"code": code, "until": (now + LIFE).date()},
            now=now, dedupe_key=f"application:{application.pk}:code:{digest('resume-code', code)[:16]}",
        )  # fmt: skip
    return code


def ask_resume_code(*, address: str, birth_date: date, address_key: str, now: datetime) -> None:
    """Send a code to the draft that holds this e-mail or telephone and this date of birth, if there is one.

    Nothing is refused and nothing is answered: nobody learns who is registering (ASVS 6.3.8).  Once in ten minutes a draft,
    and as many tries from one place as the codes themselves allow.  The system acts.
    """
    attempt = attempts.begin(kind="resume", user=None, typed=digest("resume-ask", address), address_key=address_key)
    if attempt is None:
        return
    found = Application.objects.drafts().filter(seeker=None).reached_at(address, birth_date).first()
    if found is None or found.resume_codes.filter(made_at__gt=now - SPACING).exists():
        attempts.failed(attempt)
        return
    send_resume_code(application=found, actor=None, now=now)
    attempts.succeeded(attempt)


def resume(*, code: str, birth_date: date | None, address_key: str, now: datetime) -> Application:
    """The draft that ``code`` opens, for who knows the date of birth; the code is used up.

    Each try is written down before it is looked at.  The person holds the code: the system asks for no actor.
    Refused: ``CodeDead``, in one sentence whatever was wrong.
    """
    written = codes.read(code) or ""
    attempt = attempts.begin(kind="resume", user=None, typed=digest("resume-try", written), address_key=address_key)
    found = _opened(digest("resume-code", written), birth_date, now) if attempt is not None and written else None
    if attempt is None or found is None:
        if attempt is not None:
            attempts.failed(attempt)
        raise CodeDead(
            _("Ce code et cette date de naissance n’ouvrent rien. Vérifiez les deux, ou demandez un nouveau code.")
        )
    attempts.succeeded(attempt)
    return found


def _opened(code_key: str, birth_date: date | None, now: datetime) -> Application | None:
    live = ResumeCode.objects.filter(code_key=code_key, used_at=None, expires_at__gt=now, tries__lt=MOST_TRIES)
    if birth_date is None or not live.update(tries=F("tries") + 1):
        return None
    with transaction.atomic():
        row = ResumeCode.objects.select_for_update(of=("self",)).select_related("application__applicant").get(
            code_key=code_key
        )  # fmt: skip
        application = row.application
        born = Answers.from_json(application.answers).identity.birth_date
        opens = row.used_at is None and application.state == ApplicationState.DRAFT and application.seeker_id is None
        if not opens or born != birth_date:
            return None
        row.used_at = now
        row.save(update_fields=["used_at"])
        audit.record(action="registration.resumed", target=application, actor=application.applicant)
    return application
