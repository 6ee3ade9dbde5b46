"""What an advisor reads first: today's calls, who has not declared, how long is left."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.agencies.models import Attachment
from advisors.portfolios.helping import help_for
from advisors.portfolios.lines import WAITS, window_in_hand
from advisors.portfolios.models import Assignment, AssistedAct, CallTask, MonthState
from advisors.portfolios.queue import entries_of
from portal import clock
from portal.tiles import Tile, tile
from portal.web import plots
from seekers.declarations import deadlines
from seekers.declarations.forms import named
from seekers.help.models import Way

CALLS_SHOWN = 3
ACTS_SHOWN = 3
SHORT = (
    (MonthState.MISSED, gettext_lazy("Manqué")),
    (MonthState.TO_DO, gettext_lazy("À faire")),
    (MonthState.DRAFT, gettext_lazy("Commencé")),
    (MonthState.DECLARED, gettext_lazy("Déclaré")),
)
"""Words short enough to stand under a bar on a telephone."""


@tile("home.advisor", order=10)
def home(request: HttpRequest, subject: Any) -> Tile:
    now = clock.now()
    window = window_in_hand(now)
    counts = Assignment.objects.of_advisor(subject).with_month(window.month).counted()
    entries = entries_of(CallTask.objects.of_advisor(subject).to_make(now).select_related("seeker__user"))
    closes_at = window.ends_at
    helped = (
        help_for(subject)
        .open()
        .exclude(way=Way.COME)
        .aggregate(waiting=Count("pk"), late=Count("pk", filter=Q(missed_at__isnull=False)))
    )
    context = {
        "asked": helped["waiting"],
        "late": helped["late"],
        "month": window.month,
        "calls": len(entries),
        "first_calls": entries[:CALLS_SHOWN],
        "waiting": sum(counts[state] for state in WAITS),
        "missed": counts[MonthState.MISSED],
        "people": sum(counts.values()),
        "until": deadlines.until(closes_at),
        "left": deadlines.left(closes_at, now),
        "plot": _plot(named(window.month), counts),
    }
    return Tile("advisors/portfolios/home.html", context)


@tile("home.applicant", order=30)
@tile("home.seeker", order=30)
def done_for_me(request: HttpRequest, subject: Any) -> Tile | None:
    """An advisor acted for the person: until they can no longer object, and while an answer is fresh."""
    acts = list(AssistedAct.objects.of(subject).lately(clock.now())[:ACTS_SHOWN])
    return Tile("advisors/portfolios/mine/home.html", {"acts": acts}) if acts else None


@tile("help.come")
def come(request: HttpRequest, subject: Any) -> Tile:
    """The address and the hours of the agency that receives the person; whom to ask when none does yet."""
    here = Attachment.objects.live().filter(seeker__user=subject).select_related("agency").first()
    return Tile("advisors/portfolios/come.html", {"agency": here.agency if here else None})


def _plot(month: str, counts: dict[MonthState, int]) -> plots.Plot:
    """The states that something can be done about, and what is done."""
    points = [(str(label), counts[state]) for state, label in SHORT]
    return plots.bars(_("Mon portefeuille en %(month)s") % {"month": month}, points, column=_("Personnes"))
