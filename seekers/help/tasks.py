"""What the clock does for those who wait."""

from __future__ import annotations

from portal import clock
from portal.prepared import Prepared
from portal.queue import task
from seekers.help import rules, services
from seekers.help.models import HelpRequest

_LATE = Prepared(lambda given: HelpRequest.objects.late(given("now")))
_LATE_COMERS = Prepared(lambda given: HelpRequest.objects.late_comers(given("before")))


@task()
def keep_promises() -> None:
    """Say it when we are late, and let go of those who came by."""
    now = clock.now()
    if _LATE.any(now=now):
        services.flag_missed(now=now)
    if _LATE_COMERS.any(before=now - rules.LATE_COMER):
        services.let_go_late_comers(now=now)
