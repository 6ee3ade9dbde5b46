"""What a person needs to be received well: told by consent, erased when the consent is withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import services as audit
from seekers.profiles.models import AdjustmentKind, AdjustmentNeed, Seeker
from seekers.profiles.services.refusals import NoConsent

WORDS_MOST = 500


def tell_adjustments(
    *, seeker: Seeker, kinds: Collection[str], words: str, consents: bool, actor: Any, now: datetime
) -> AdjustmentNeed | None:
    """Keep the needs that the person agrees to share (RGPD art. 9, 2 a).  Nothing told changes nothing.

    The audit says that needs were told, never which.  Refused: ``NoConsent``; kinds that do not exist (``ValueError``).
    """
    wanted, said = [AdjustmentKind(kind).value for kind in kinds], words.strip()[:WORDS_MOST]
    if not wanted and not said:
        return None
    if not consents:
        raise NoConsent(_("Sans votre accord, nous ne gardons pas ces besoins."))
    with transaction.atomic():
        columns = {"kinds": wanted, "words": said, "consented_at": now, "withdrawn_at": None}
        need, _new = AdjustmentNeed.objects.update_or_create(seeker=seeker, defaults=columns)
        audit.record(action="profiles.adjustments_told", target=need, actor=actor)
    return need


def withdraw_adjustments(*, seeker: Seeker, actor: Any, now: datetime) -> None:
    """The consent is withdrawn: what was told is erased at once, the line stays.  Twice changes nothing."""
    with transaction.atomic():
        need = AdjustmentNeed.objects.select_for_update(of=("self",)).filter(seeker=seeker).first()
        if need is None or need.withdrawn_at is not None:
            return
        need.kinds, need.words, need.withdrawn_at = [], "", now
        need.save(update_fields=["kinds", "words", "withdrawn_at"])
        audit.record(action="profiles.adjustments_withdrawn", target=need, actor=actor)
