"""What the clock rings in this room."""

from __future__ import annotations

from django.utils import timezone

from portal import clock, queue
from portal.intake import postal
from portal.intake.models import Letter
from portal.intake.papers import Paper
from portal.months import Month
from portal.prepared import Prepared
from seekers.declarations import papers, services
from seekers.declarations.models import Window
from seekers.profiles.models import Seeker

_OPEN = Prepared(lambda given: Window.objects.open_at(given("now")))
_LETTERS = Prepared(lambda given: Letter.objects.to_print())
_ON_PAPER = Prepared(lambda given: Seeker.objects.on_paper())


@queue.task()
def close_windows() -> None:
    """Close the window that ended; nothing to do on every other minute of the month."""
    services.close_windows(now=clock.now())


@queue.task()
def post_forms() -> None:
    """While a window is open: the forms of those who live by post go on the list of letters, and needless ones leave it."""
    now = clock.now()
    for window in _OPEN(now=now):
        if _LETTERS.any():
            services.drop_letters(month=window.month, now=now)
        while _ON_PAPER.any() and services.post_forms(month=window.month, now=now, laid_out=_in_an_envelope):
            pass


def _in_an_envelope(seeker: Seeker, month: Month) -> Paper:
    with timezone.override(seeker.timezone):
        return papers.form_for(seeker, month, postal.address_of(seeker.user))
