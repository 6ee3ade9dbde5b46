"""The first room to wake: whoever sets Django up has a PostgreSQL and a Redis to talk to."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings

from portal import local


class LocalConfig(AppConfig):
    name = "portal.local"

    def __init__(self, *names: Any) -> None:
        super().__init__(*names)
        if not local.outside():
            local.call(settings.CLUSTER)  # they start while the models of the other rooms are read

    def ready(self) -> None:
        if not local.outside():
            local.ensure(settings.CLUSTER)
