"""The journey through time, outside the request that asked for it."""

from __future__ import annotations

from portal.demo import services
from portal.queue import task


@task()
def travel() -> None:
    services.travel()
