"""At start-up every kind of message is written with its longest values, and refused when it could not be sent."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        from portal.notifications import checks  # noqa: F401  registers itself
