"""How forms are written in HTML: ``FORM_RENDERER = "portal.web.forms.Renderer"`` and ``django.forms`` installed."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """``{{ form.gross_pay.as_field_group }}`` gives the field component; ``{{ form }}`` the summary and every field."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
