"""The portfolio: everyone whom the advisor follows, the most pressing first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisors.portfolios.forms import FilterForm
from advisors.portfolios.lines import WAITS, lines_of, window_in_hand
from advisors.portfolios.models import Assignment, AssignmentQuerySet, MonthState
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from seekers.declarations import deadlines

PEOPLE_A_PAGE = 25


@for_roles(Role.ADVISOR)
@require_safe
@in_agency_time
def portfolio(request: HttpRequest) -> HttpResponse:
    """Filters stand in the address, so that a page can be kept.  The same number of queries for one person and for fifty."""
    now = clock.now()
    window = window_in_hand(now)
    mine = Assignment.objects.of_advisor(request.user).with_month(window.month)
    counts = mine.counted()
    form = FilterForm(request.GET)
    wanted = form.wanted()
    rows = _filtered(mine, wanted).with_calls(now).with_payment().select_related("seeker__user").most_pressing_first()
    page = Paginator(rows, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "window": window,
        "until": deadlines.until(window.ends_at),
        "left": deadlines.left(window.ends_at, now),
        "waiting": sum(counts[state] for state in WAITS),
        "missed": counts[MonthState.MISSED],
        "total": sum(counts.values()),
        "form": form,
        "filtered": bool(wanted),
        "page": page,
        "lines": lines_of(list(page), window, now),
    }
    return render(request, "advisors/portfolios/portfolio.html", context)


def _filtered(rows: AssignmentQuerySet, wanted: dict[str, str]) -> AssignmentQuerySet:
    if "state" in wanted:
        rows = rows.in_state(wanted["state"])
    if "level" in wanted:
        rows = rows.filter(level=wanted["level"])
    return rows.named(wanted.get("name", ""))
