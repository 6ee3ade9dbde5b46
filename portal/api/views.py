"""The description of the API, for the people and programs that may call it."""

from __future__ import annotations

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from portal.accounts.audience import AudienceRule
from portal.api.permissions import DeniedUnlessDeclared


class Schema(SpectacularAPIView):
    """OpenAPI 3, for signed-in people only."""

    audience = AudienceRule()
    permission_classes = [DeniedUnlessDeclared]


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI from our own files.  Its script is a file of its own: the content policy refuses scripts in the page."""

    audience = AudienceRule()
    permission_classes = [DeniedUnlessDeclared]
    url_name = "api:schema"
    template_name = "portal/api/documentation.html"
