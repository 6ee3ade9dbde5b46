"""Those of the demo town whose rights end complete their claim, one evening or another; Inès leaves hers to the visitor."""

from __future__ import annotations

from datetime import date

from benefits.endings import services
from benefits.endings.models import AssClaim, AssState
from portal import clock
from portal.demo.town import habit
from seekers.profiles.demo import trait_of

LEFT_TO_THE_VISITOR = "ines"
A_DAY = 2


@habit(hour=20, order=40)
def claims_are_completed(today: date) -> None:
    """Every third one has an income that stopped, which a benefit advisor must look at."""
    waiting = AssClaim.objects.filter(state=AssState.PREPARED).exclude(seeker__user__identifier=LEFT_TO_THE_VISITOR)
    done = 0
    for claim in waiting.select_related("seeker__user", "entitlement").order_by("pk"):
        if trait_of(claim.seeker) != "end_of_rights" or done == A_DAY:
            continue
        stopped = 240_000 if claim.pk % 3 == 0 else 0
        answers = {
            "lives_as_couple": claim.pk % 2 == 0, "children_raised": claim.pk % 4, "worked_months": 70 + claim.pk % 30,
            "still_searching": True, "stopped_cents": stopped, "stopped_is_replaced": False if stopped else None,
        }  # fmt: skip
        resources = {month: 38_000 + 9_000 * (month.month % 3) for month in services.lines_of(claim, today)}
        now = clock.now()
        kept = services.save(claim=claim, answers=answers, resources=resources, actor=claim.person, now=now)
        services.submit(claim=kept, actor=claim.person, now=now)
        done += 1
