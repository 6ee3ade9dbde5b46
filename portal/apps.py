"""The last application: once every room is loaded, it opens their doors."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        autodiscover_modules("kinds", "handlers", "tiles")
