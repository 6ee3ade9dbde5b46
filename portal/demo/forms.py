"""Until when to live."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TravelForm(forms.Form):
    to = forms.DateField(
        label=_("Jour d’arrivée"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("La ville vivra chaque heure d’ici là : rappels, clôture, paiements."),
    )
    hour = forms.IntegerField(label=_("Heure"), min_value=0, max_value=23, initial=10)
