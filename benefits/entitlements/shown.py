"""What a page shows of an examination or of a decision: the same cards before signing, after it, and in the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benefits.entitlements import drawing
from benefits.entitlements.models import Decision, Outcome
from benefits.entitlements.services import Examination
from benefits.entitlements.services.careers import Source
from benefits.entitlements.words import RightLine, lines_of, right_lines, what_we_do, why_refused
from benefits.rules.rights import Refusal
from portal.months import Month
from portal.web.plots import Plot


@dataclass(frozen=True, slots=True)
class Shown:
    """Cents and days; ``plot`` is None when nothing opens."""

    outcome: Outcome
    daily_cents: int
    days: int
    first_payable_on: date | None
    first_transfers_on: date | None
    lines: list[RightLine]
    plot: Plot | None
    ends_in: Month | None
    doubts: list[str]
    refusal: Refusal | None

    @property
    def opens(self) -> bool:
        return self.outcome != Outcome.REFUSED

    @property
    def by_an_advisor(self) -> bool:
        """A right may well exist, and is not worked out here."""
        return self.refusal in (Refusal.REASON_TO_CHECK, Refusal.SECURITY_CONTRACT, Refusal.MAYOTTE)

    @property
    def resigned(self) -> bool:
        return self.refusal in (Refusal.RESIGNATION, Refusal.RESIGNED_BEFORE)

    @property
    def resumes(self) -> bool:
        return self.outcome == Outcome.RESUMED

    @property
    def why_not(self) -> str:
        return "" if self.opens else why_refused(self.lines)

    @property
    def month_cents(self) -> int:
        """About a whole month, before deductions: every month counts 30 days."""
        return self.daily_cents * drawing.DAYS_IN_A_PAID_MONTH


def of_examination(found: Examination) -> Shown:
    rights = {name: int(value) for name, value in found.rights._asdict().items()} if found.rights else None
    return _shown(
        found.outcome,
        found.daily_cents,
        found.days,
        found.first_payable_on,
        found.first_transfers_on,
        right_lines(found.lines),
        rights,
        what_we_do(found.doubts),
    )


def of_decision(decision: Decision) -> Shown:
    figures = decision.figures
    payable, transfers = figures["first_payable_on"], figures["first_transfers_on"]
    return _shown(
        Outcome(decision.outcome),
        figures["daily_cents"],
        figures["days"],
        date.fromisoformat(payable) if payable else None,
        date.fromisoformat(transfers) if transfers else None,
        lines_of(decision),
        figures["rights"],
        [],
    )


def _shown(
    outcome: Outcome,
    daily_cents: int,
    days: int,
    payable: date | None,
    transfers: date | None,
    lines: list[RightLine],
    rights: dict[str, Any] | None,
    doubts: list[str],
) -> Shown:
    opens = outcome != Outcome.REFUSED and payable is not None
    refusal = Refusal(rights["refusal"]) if rights and rights["refusal"] and not opens else None
    plot = _road(outcome, payable, days, rights) if opens and payable else None
    ends_in = drawing.ends_in(payable, days) if opens and payable else None
    return Shown(outcome, daily_cents, days, payable, transfers, lines, plot, ends_in, doubts, refusal)


def _road(outcome: Outcome, payable: date, days: int, rights: dict[str, Any] | None) -> Plot | None:
    if outcome == Outcome.RESUMED or rights is None:
        return drawing.road(
            contract_ended_on=payable - timedelta(days=1), first_payable_on=payable, days=days, waits={}, full_days=days
        )
    return drawing.road(
        contract_ended_on=date.fromordinal(rights["contract_end"]),
        first_payable_on=payable,
        days=days,
        waits={
            "deferral": rights["specific_deferral"] + rights["holiday_deferral"],
            "waiting": rights["waiting_days"],
        },
        full_days=rights["full_rate_days"],
    )


SAID_BY = {
    Source.PERSON: gettext_lazy("ce que vous avez écrit"),
    Source.EMPLOYER: gettext_lazy("votre employeur"),
    Source.CERTIFICATE: gettext_lazy("l’attestation de votre employeur"),
    Source.ADVISOR: gettext_lazy("un conseiller, sur une preuve"),
}


def jobs_of(decision: Decision) -> list[dict[str, Any]]:
    """The jobs that a decision counted, with who says so."""
    return [
        {
            **job,
            "starts_on": date.fromisoformat(job["starts_on"]),
            "ends_on": date.fromisoformat(job["ends_on"]) if job["ends_on"] else None,
            "dates": " – ".join(_short(job[name]) for name in ("starts_on", "ends_on")),
            "said_by": str(SAID_BY[Source(job["source"])]),
        }
        for job in decision.figures["jobs"]
    ]


def _short(written: str | None) -> str:
    return date_format(date.fromisoformat(written), "d/m/Y") if written else _("en cours")
