"""What a signed application writes: the file, the account paid to, the working life, the search, the registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal import events
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.audit import services as audit
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.registration import rules
from seekers.registration.answers import Answers
from seekers.registration.events import ApplicationSigned
from seekers.registration.models import Application, ApplicationState, Employment, Interruption, Registration, Search
from seekers.registration.services.registering import register


@dataclass(frozen=True, slots=True)
class Settled:
    """``registration`` is None for who is registered already and asks for rights again."""

    seeker: Seeker
    registration: Registration | None
    on: date

    def publish(self, application: Application, answers: Answers) -> None:
        registration = self.registration.pk if self.registration else None
        claims = bool(answers.situation.claims)
        events.publish(ApplicationSigned(application.pk, self.seeker.pk, registration, self.on, claims=claims))


def enter(
    application: Application,
    answers: Answers,
    on: date,
    *,
    actor: Any,
    now: datetime,
    session_key: str | None = None,
    user: User | None = None,
) -> Settled:
    """Write everything, in the caller's transaction.  ``on``: the day from which the person is registered.

    Refused: what the rooms below refuse (``AlreadyKnown``, ``NameTaken``…).
    """
    seeker = _file(application, answers, actor=actor, now=now, session_key=session_key)
    if not answers.bank.later:
        profiles.change_bank_account(
            seeker=seeker, iban=answers.bank.iban, holder=answers.bank.holder, actor=actor, now=now,
            confirmed=True,  # another name was confirmed before the signature (rules.surprises)
        )  # fmt: skip
    _work(application, answers)
    _search(seeker, answers, actor=actor, now=now)
    profiles.tell_adjustments(
        seeker=seeker, kinds=answers.availability.adjustments, words=answers.availability.adjustments_words,
        consents=bool(answers.availability.adjustments_consent), actor=actor, now=now,
    )  # fmt: skip
    return Settled(seeker, _register(seeker, answers, on, actor=actor, now=now), on)


def _file(application: Application, answers: Answers, *, actor: Any, now: datetime, session_key: str | None) -> Seeker:
    """A newcomer's file for the account that they have; or what changed in the file of who comes back."""
    said, contact, place = answers.identity, answers.contact, answers.address
    if said.birth_date is None:
        raise ValueError("an application without a date of birth is not signed (rules.problems)")
    if application.seeker is not None:
        return _changed(application.seeker, answers, actor=actor, now=now)
    user = accounts.become_seeker(
        user=application.applicant, full_name=f"{said.first_name} {said.last_name}", email=contact.email or None,
        language=contact.language, invited=not application.identity_from, actor=actor, now=now,
        ends_sessions=application.state == ApplicationState.DRAFT, session_key=session_key,
    )  # fmt: skip
    return profiles.create_seeker_for(
        user=user, first_name=said.first_name, last_name=said.last_name, birth_date=said.birth_date,
        birth_place=said.birth_place, nationality=said.nationality, nir=said.nir or None,
        identity_from=application.identity_from, phone=contact.phone, phone_is_shared=bool(contact.phone_is_shared),
        preferred_channel=contact.preferred_channel, autonomy=contact.autonomy, address_line=place.line,
        postcode=place.postcode, commune_code=place.commune, actor=actor, now=now,
    )  # fmt: skip


def _changed(seeker: Seeker, answers: Answers, *, actor: Any, now: datetime) -> Seeker:
    said, contact, place = answers.identity, answers.contact, answers.address
    profiles.complete_identity(
        seeker=seeker,
        birth_place=said.birth_place,
        nationality=said.nationality,
        nir=said.nir or None,
        actor=actor,
        now=now,
    )
    return profiles.change_contact(
        seeker=seeker, email=contact.email or None, phone=contact.phone, postcode=place.postcode,
        preferred_channel=contact.preferred_channel, phone_is_shared=bool(contact.phone_is_shared),
        address_line=place.line, commune_code=place.commune, actor=actor, now=now,
    )  # fmt: skip


def _work(application: Application, answers: Answers) -> None:
    said = answers.situation
    Employment.objects.bulk_create(
        Employment(
            application=application, position=position, employer=job.employer, siret=job.siret, starts_on=job.starts_on,
            ends_on=job.ends_on, gross_cents=job.gross_cents, minutes=job.minutes, end_reason=job.end_reason,
            seasonal=job.seasonal, termination_indemnity_cents=job.termination_indemnity_cents,
            holiday_indemnity_cents=job.holiday_indemnity_cents,
        )
        for position, job in enumerate(said.jobs)
    )  # fmt: skip
    Interruption.objects.bulk_create(
        Interruption(application=application, kind=pause.kind, starts_on=pause.starts_on, ends_on=pause.ends_on)
        for pause in said.pauses
    )


def _search(seeker: Seeker, answers: Answers, *, actor: Any, now: datetime) -> None:
    said = answers.search
    columns = {
        "occupation": said.occupation, "title": said.title, "mobility_km": said.mobility_km,
        "contracts": list(said.contracts), "weekly_hours": said.weekly_hours,
        "available": bool(answers.availability.available), "changed_at": now,
    }  # fmt: skip
    search, _new = Search.objects.update_or_create(seeker=seeker, defaults=columns)
    audit.record(action="registration.search_said", target=search, actor=actor)


def _register(seeker: Seeker, answers: Answers, on: date, *, actor: Any, now: datetime) -> Registration | None:
    """None when the person is registered already.  Never before the day after the end of the registration before."""
    if Registration.objects.active().filter(seeker=seeker).exists():
        return None
    before = Registration.objects.ended_of(seeker).first()
    if before is not None and before.ceased_on is not None:
        on = max(on, before.ceased_on + timedelta(days=1))
    situation = rules.Situation.AVAILABLE if answers.availability.available else rules.Situation.NOT_AVAILABLE
    return register(
        seeker=seeker,
        on=on,
        category=rules.statistical_category(0, situation, on),
        follows=before,
        actor=actor,
        now=now,
    )
