from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page shares: layout, components, forms, plots, error pages, response headers."""

    name = "portal.web"
    label = "web"

    def ready(self) -> None:
        from portal.web import typography

        typography.begin()
