"""Which agency will receive somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.agencies.models import Agency


class ChooseForm(forms.Form):
    """For one person, or for everybody of their commune from now on."""

    agency = forms.ModelChoiceField(
        label=_("Agence"),
        queryset=Agency.objects.order_by("department", "name"),
        empty_label=_("Choisir une agence"),
        error_messages={"required": _("Choisissez une agence."), "invalid_choice": _("Choisissez une agence.")},
    )
    whole_commune = forms.BooleanField(label=_("Pour toutes les personnes de cette commune"), required=False)

    def __init__(self, *args, has_commune: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_commune:
            del self.fields["whole_commune"]
