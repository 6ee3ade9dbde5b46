"""Doorbells of the room, and what the clock starts."""

from __future__ import annotations

from benefits.extensions import services
from benefits.extensions.models import Extension, Reversal, Slice
from portal import clock
from portal.prepared import Prepared
from portal.queue import PAYMENTS, ring, task

_EXTENSIONS = Prepared(lambda given: Extension.objects.under_way().order_by("pk"))
_REVERSALS = Prepared(lambda given: Reversal.objects.under_way().order_by("pk"))
_UNTOLD = Prepared(lambda given: Slice.objects.untold())
AT_ONCE = 4
"""Workers called at a release: each takes the slices that nobody holds."""


@task(PAYMENTS)
def carry_out(extension_id: int) -> None:
    extension = Extension.objects.under_way().filter(pk=extension_id).first()
    if extension is not None:
        services.execute(extension=extension, now=clock.now(), report=lambda part: ring(tell, part.pk))


@task(PAYMENTS)
def carry_back(reversal_id: int) -> None:
    reversal = Reversal.objects.under_way().filter(pk=reversal_id).first()
    if reversal is not None:
        services.take_back(reversal=reversal, now=clock.now(), report=lambda part: ring(tell, part.pk))


@task(PAYMENTS)
def tell(slice_id: int) -> None:
    """Tell the people of one slice what happened to their right, if they do not know yet."""
    part = Slice.objects.select_related("extension").filter(pk=slice_id).first()
    if part is not None:
        services.tell_people_of(part=part, now=clock.now())


@task(PAYMENTS)
def continue_extensions() -> None:
    """Carry on what was released and whose worker was lost, and tell those who were not told."""
    for extension in _EXTENSIONS():
        services.execute(extension=extension, now=clock.now())
    for reversal in _REVERSALS():
        services.take_back(reversal=reversal, now=clock.now())
    if _UNTOLD.any():
        for part in services.untold():
            services.tell_people_of(part=part, now=clock.now())
