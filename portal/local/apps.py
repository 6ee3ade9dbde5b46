"""The first room to wake: whoever sets Django up has a PostgreSQL and a Redis to talk to."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "portal.local"

    def ready(self) -> None:
        from django.conf import settings

        from portal import local

        if not local.outside():
            local.ensure(settings.CLUSTER)
