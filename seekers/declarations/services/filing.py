"""Sending: one person, one month, one declaration, whatever is clicked twice."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from portal import events
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.prepared import Blank, Prepared
from portal.states import transition
from seekers.declarations import kinds, receipt_code, rules
from seekers.declarations.answers import Answers
from seekers.declarations.events import DeclarationFiled
from seekers.declarations.findings import Finding
from seekers.declarations.models import Declaration, EmployerLine, Span, State, Version, Via
from seekers.declarations.services.admission import admit, locked_declaration
from seekers.declarations.services.consequences import follow
from seekers.declarations.services.reading import answers_of, previous_answers, totals_for
from seekers.declarations.services.refusals import Conflict, Incorrect, ToConfirm
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker, UsualChannel
from seekers.profiles.rules import LOOKED_AT
from seekers.registration.models import Registration

WAY = {
    Via.WEB: UsualChannel.WEB,
    Via.API: UsualChannel.WEB,
    Via.PHONE: UsualChannel.PHONE,
    Via.AGENCY: UsualChannel.AGENCY,
    Via.PAPER: UsualChannel.PAPER,
}

NO_DRAFT: dict[str, Any] = {"draft": None, "draft_typed": None, "draft_step": "", "draft_saved_at": None}


def _last(given: type[Blank]) -> QuerySet[Version]:
    """The last months sent, as they count, newest first."""
    counting = Version.objects.filter(pk=F("declaration__current"), declaration__seeker=given("seeker"))
    return counting.filter(declaration__state=State.FILED).order_by("-declaration__month").only("via")[:LOOKED_AT]


_LAST = Prepared(_last)


def file(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    base_version: int,
    confirmed: tuple[str, ...] = (),
    via: str,
    actor: Any,
    now: datetime,
    because: str = "declared",
) -> Version:
    """Send ``answers`` for ``month``: a first declaration (``base_version`` 0) or a correction of version
    ``base_version``.

    The same answers as the current version give the same version again, even after closing.  ``confirmed`` holds the
    ``key`` of the surprises that the person confirmed.  Ending the search ends the registration on
    ``answers.ends_on``.  After closing, only a member of staff may send; ``because`` is then the reason for which a registration
    that ended goes on.

    Refused: ``Conflict`` (something else was sent meanwhile), ``WindowClosed``, ``NotRegistered``, ``Incorrect``,
    ``ToConfirm``.
    """
    kept = rules.tidy(answers)
    with transaction.atomic():
        declaration = locked_declaration(seeker, month)
        declaration.seeker = seeker
        current = declaration.current
        if current and current.content_sha256 == kept.sha256():
            if declaration.draft is not None:
                _set(declaration, **NO_DRAFT)
            return current
        _window, registration = admit(seeker=seeker, month=month, actor=actor, now=now)
        registration.seeker = seeker  # known here: spares reading it again for each line of audit
        if current and base_version != current.number:
            raise _conflict(current, answers)
        surprises = _checked(seeker, month, answers, registration, confirmed)
        version = _write(declaration, kept, month, surprises=surprises, via=via, actor=actor, now=now)
        version.declaration = _move(declaration, version, actor=actor, now=now)
        follow(declaration, registration, version, kept, replaced=current, because=because, actor=actor, now=now)
        _observe(seeker, actor=actor, now=now)
        events.publish(DeclarationFiled(declaration.pk, version.pk, seeker.pk, month, first=current is None))
        _acknowledge(seeker, month, version, now=now)
    return version


def _checked(
    seeker: Seeker, month: Month, answers: Answers, registration: Registration, confirmed: tuple[str, ...]
) -> list[str]:
    """The keys of the surprises, each confirmed; refuses the rest."""
    problems = rules.problems(answers, month)
    if not problems and answers.ends_on and answers.ends_on < registration.registered_on:
        problems = [Finding("end_date_before_registration", "ends_on")]
    if problems:
        raise Incorrect(_("Il reste quelque chose à corriger avant l’envoi."), problems=problems)
    surprises = rules.surprises(answers, previous_answers(seeker, month), month)
    unconfirmed = [each for each in surprises if each.key not in confirmed]
    if unconfirmed:
        raise ToConfirm(_("Une réponse nous étonne. Confirmez-la, ou corrigez-la."), surprises=unconfirmed)
    return [each.key for each in surprises]


def _write(
    declaration: Declaration,
    answers: Answers,
    month: Month,
    *,
    surprises: list[str],
    via: str,
    actor: Any,
    now: datetime,
) -> Version:
    """The version and its lines.  The receipt is made from the row's own number: two versions never share one."""
    sums = totals_for(seeker=declaration.seeker, month=month, answers=answers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Version._meta.db_table])
        number = cursor.fetchone()[0]
    version = Version.objects.create(
        pk=number, declaration=declaration, number=(declaration.current.number if declaration.current else 0) + 1,
        receipt=receipt_code.code_of(number), content_sha256=answers.sha256(), filed_at=now, filed_by=actor, via=via,
        confirmed=surprises, **asdict(sums),
    )  # fmt: skip
    EmployerLine.objects.bulk_create(
        EmployerLine(
            version=version, position=position, name=each.name, minutes=each.minutes, gross_cents=each.gross_cents,
            ended=each.ended, estimated=each.estimated,
        )
        for position, each in enumerate(answers.employers)
    )  # fmt: skip
    Span.objects.bulk_create(
        Span(version=version, kind=kind, starts_on=days.starts_on, ends_on=days.ends_on) for kind, days in answers.spans
    )
    return version


def _move(declaration: Declaration, version: Version, *, actor: Any, now: datetime) -> Declaration:
    """To FILED, or from one version to the next; the draft has become the version."""
    if declaration.state != State.FILED:
        return transition(
            declaration,
            State.FILED,
            actor=actor,
            reason=str(Via(version.via).label),
            filed_at=now,
            current=version,
            **NO_DRAFT,
        )
    details = {"version": version.number, "via": version.via}
    audit.record(action="declarations.corrected", target=version, actor=actor, details=details)
    return _set(declaration, current=version, **NO_DRAFT)


def _set(declaration: Declaration, **columns: Any) -> Declaration:
    for name, value in columns.items():
        setattr(declaration, name, value)
    declaration.save(update_fields=list(columns))
    return declaration


def _conflict(current: Version, mine: Answers) -> Conflict:
    return Conflict(
        _("Une autre déclaration a été envoyée entre-temps pour ce mois. Comparez les deux avant de corriger."),
        version=current,
        theirs=answers_of(current),
        mine=mine,
    )


def _observe(seeker: Seeker, *, actor: Any, now: datetime) -> None:
    """How the last months were declared, newest first."""
    ways = [WAY[Via(version.via)] for version in _LAST(seeker=seeker.pk)]
    profiles.observe_usual_channel(seeker=seeker, ways=ways, actor=actor, now=now)


def _acknowledge(seeker: Seeker, month: Month, version: Version, *, now: datetime) -> None:
    kind = kinds.DeclarationReceived if version.number == 1 else kinds.DeclarationCorrected
    row = notifications.Row(seeker.user_id, f"declaration:{version.pk}")
    context = {"month": month, "receipt": version.receipt, "at": version.filed_at}
    notifications.post_many(kind=kind, rows=[row], context=context, now=now)
