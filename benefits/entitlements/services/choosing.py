"""A person whose right was taken up again chooses the new one instead: once, within the days that the law gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from benefits.entitlements.models import Claim, Decision, Outcome, State
from benefits.entitlements.permissions import may_decide
from benefits.entitlements.services import deciding, examining, options, rights
from benefits.entitlements.services.options import Option
from benefits.rules.rights import explain_rights, figures_of
from portal import clock
from portal.audit import services as audit
from portal.refusals import Refused


class NothingToChoose(Refused):
    """No other right, the time is over, or it was chosen already."""

    code = "nothing_to_choose"


def choice_until(decision: Decision) -> date:
    """The last day to choose, Europe/Paris."""
    days = timedelta(days=decision.figures["option"]["window_days"])
    return clock.day_of(decision.decided_at) + days


def open_option(claim: Claim, today: date) -> tuple[Option, date] | None:
    """The two rights between which the person of ``claim`` may choose on ``today``, and until when; None when they may not."""
    last = claim.decisions.order_by("-number").first()
    if last is None or last.outcome != Outcome.RESUMED or not last.figures.get("option"):
        return None
    if claim.is_waiting or choice_until(last) < today:
        return None
    return options.read(last.figures["option"]), choice_until(last)


def choose_new_right(*, claim: Claim, actor: Any, now: datetime, at_their_word: bool = False) -> Claim:
    """Open the right of the work since, and give up for ever what was left of the one before: a new decision says so.

    By the person, by a benefit advisor, or by staff whom they let act for them (``at_their_word``).  A month that was paid is
    not touched.  Refused: ``NothingToChoose``.
    """
    with transaction.atomic():
        locked = deciding.lock(claim)
        theirs = actor is not None and (actor.pk == locked.person.pk or (at_their_word and actor.is_staff_member))
        if not (theirs or may_decide(actor, locked.person)):
            raise NothingToChoose(_("Seule la personne choisit, ou un conseiller à sa demande."))
        found = examining.examine_claim(claim=locked, today=deciding.paris(now))
        if open_option(locked, deciding.paris(now)) is None or found.option is None or found.rights is None:
            raise NothingToChoose(_("Ce choix n’est plus possible : le délai est passé, ou il est déjà fait."))
        if found.previous is not None and found.previous.state != State.CLOSED:
            rights.close(
                entitlement=found.previous, reason=_("Un autre droit est choisi à sa place"), actor=actor, now=now
            )
        lines = explain_rights(found.career, found.rights, figures_of(found.career))
        chosen = replace(found, outcome=Outcome.GRANTED, lines=lines, option=None)
        decided = deciding.decide(claim=locked, found=chosen, actor=None, now=now)
        audit.record(
            action="claims.new_right_chosen", target=locked, actor=actor,
            details={"days_given_up": found.option.left.days, "left_cents": found.option.left.total_cents},
        )  # fmt: skip
    return decided
