"""Declaring with a person: half-filled answers are kept apart from theirs, and sent once they agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from advisors.portfolios.models import AssistedDraft
from portal.accounts.models import User
from portal.audit import services as audit
from portal.intake.models import Slip
from portal.months import Month
from portal.prepared import Prepared
from seekers.declarations import services as declarations
from seekers.declarations.answers import Answers
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker

_KEPT = Prepared(lambda given: AssistedDraft.objects.filter(seeker=given("seeker"), month=given("month")).only("pk"))


def save_assisted(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    typed: dict[str, list[str]] | None,
    own_saved_at: datetime | None,
    base_version: int,
    actor: User,
    now: datetime,
) -> AssistedDraft:
    """Keep what the advisor has filled so far.  The person's own draft is not touched.

    ``own_saved_at`` and ``base_version`` say what it started from, and are kept from the first save; the first save is audited.
    """
    with transaction.atomic():
        draft, created = AssistedDraft.objects.select_for_update(of=("self",)).get_or_create(
            seeker=seeker,
            month=month,
            advisor=actor,
            defaults={
                "answers": answers.to_json(), "typed": typed, "own_saved_at": own_saved_at, "base_version": base_version,
                "saved_at": now,
            },
        )  # fmt: skip
        if created:
            audit.record(action="portfolios.assistance_begun", target=draft, actor=actor, details={"month": str(month)})
            return draft
        draft.answers, draft.typed, draft.saved_at = answers.to_json(), typed, now
        draft.save(update_fields=["answers", "typed", "saved_at"])
    return draft


def forget_assisted(*, seeker_id: int, month: Month, actor: Any, now: datetime) -> int:
    """Half-filled answers are no longer needed: the month was sent, or the advisor begins anew.  How many; audited when any."""
    if not _KEPT(seeker=seeker_id, month=month.first):  # nearly always: this runs each time somebody declares
        return 0
    with transaction.atomic():
        rows = AssistedDraft.objects.filter(seeker_id=seeker_id, month=month)
        drafts = list(rows.select_related("seeker__user").select_for_update(of=("self",)).order_by("pk"))
        for draft in drafts:
            audit.record(action="portfolios.assistance_ended", target=draft, actor=actor, details={"month": str(month)})
        AssistedDraft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    return len(drafts)


def declare_with(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    base_version: int,
    confirmed: tuple[str, ...],
    consent_words: str,
    read_back: bool,
    via: str,
    actor: User,
    now: datetime,
) -> Version:
    """Send what was read back to the person and agreed to.  The person is told and has 48 hours to object.

    Refused: whatever ``declarations.file_assisted`` refuses.
    """
    with transaction.atomic():
        version = declarations.file_assisted(
            seeker=seeker, month=month, answers=answers, consent_words=consent_words, read_back=read_back, advisor=actor,
            via=via, now=now, base_version=base_version, confirmed=confirmed,
        )  # fmt: skip
        forget_assisted(seeker_id=seeker.pk, month=month, actor=actor, now=now)
    return version


def declare_from_form(
    *,
    slip: Slip,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    base_version: int,
    confirmed: tuple[str, ...],
    compared: bool,
    actor: User,
    now: datetime,
) -> Version:
    """Send what was typed from the paper form ``slip`` and compared with it.  The person gets the proof.

    Refused: whatever ``declarations.file_from_form`` refuses.
    """
    with transaction.atomic():
        version = declarations.file_from_form(
            slip=slip, seeker=seeker, month=month, answers=answers, compared=compared, advisor=actor, now=now,
            base_version=base_version, confirmed=confirmed,
        )  # fmt: skip
        forget_assisted(seeker_id=seeker.pk, month=month, actor=actor, now=now)
    return version
