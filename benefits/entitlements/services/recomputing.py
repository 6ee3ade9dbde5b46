"""Computing a decided claim again: with new facts, or to be sure that nothing was missed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from benefits.entitlements.models import Claim, Decision, Outcome, Reason
from benefits.entitlements.services import careers, deciding, examining
from benefits.entitlements.services.examining import Examination
from portal.audit import services as audit
from portal.refusals import Refused


class Recomputed(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    TO_REVIEW = "to_review"


class NotTheLast(Refused):
    """A later claim stands."""

    code = "not_the_last"


def recompute(*, claim: Claim, actor: Any, now: datetime) -> Recomputed:
    """Compute a decided ``claim`` again with the facts as they stand now.

    Nothing moved: nothing is written but the trail.  Better and proven: a new decision, at once.  Doubtful, or less
    favourable: a person looks, and what was granted goes on meanwhile.  What was paid is a matter of payments.
    Refused: ``NotDecidedYet``, ``NotTheLast`` (a later claim stands).
    """
    with transaction.atomic():
        locked = deciding.lock(claim)
        last = locked.decisions.order_by("-number").first()
        if locked.is_waiting or last is None:
            raise deciding.NotDecidedYet(
                _("Votre demande n’est pas encore décidée : le calcul sera fait avec tous vos documents.")
            )
        if Claim.objects.filter(seeker=locked.seeker, pk__gt=locked.pk).exists():
            raise NotTheLast(
                _("Une demande plus récente a pris la suite : demandez le nouveau calcul depuis celle-là.")
            )
        found = examining.examine_claim(claim=locked, today=deciding.paris(now))
        if _rests_on_the_same(found, last):
            result = Recomputed.SAME
        elif found.reasons or _is_less(found, last):
            reasons = found.reasons or [Reason.LESS_FAVOURABLE]
            deciding.hand_over(claim=locked, reasons=reasons, actor=actor, now=now)
            result = Recomputed.TO_REVIEW
        else:
            deciding.decide(claim=locked, found=found, actor=None, now=now)
            result = Recomputed.CHANGED
        audit.record(action="claims.recomputed", target=locked, actor=actor, details={"result": str(result)})
    return result


def _rests_on_the_same(found: Examination, last: Decision) -> bool:
    kept = careers.written(found.career), deciding.figures_written(found)["rights"]
    return kept == (last.career, last.figures["rights"])


def _is_less(found: Examination, last: Decision) -> bool:
    before = last.figures
    fewer = found.daily_cents < before["daily_cents"] or found.days < before["days"]
    return not last.is_refusal and (found.outcome == Outcome.REFUSED or fewer)
