"""What the desk types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models import Scheme
from benefits.extensions.models.extension import EXTENDABLE
from benefits.extensions.rules import Period
from portal.web.fields import DayField

PERIODS = 4
LONGEST = 366


class DraftForm(forms.Form):
    legal_reference = forms.CharField(
        label=_("Texte qui décide"), max_length=200, help_text=_("Par exemple : ordonnance n° 2020-324.")
    )
    legal_on = DayField(label=_("Date du texte"))
    why = forms.CharField(
        label=_("Raison, en mots simples"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Chaque personne lira cette phrase."),
    )
    schemes = forms.TypedMultipleChoiceField(
        label=_("Allocations"), choices=Scheme.choices, coerce=int, widget=forms.CheckboxSelectMultiple,
        initial=[int(each) for each in Scheme],
    )  # fmt: skip
    states = forms.MultipleChoiceField(
        label=_("Droits"), choices=[(str(each), each.label) for each in EXTENDABLE],
        widget=forms.CheckboxSelectMultiple, initial=[str(each) for each in EXTENDABLE],
        help_text=_("Un droit épuisé est rouvert, sauf si la personne en a un autre."),
    )  # fmt: skip
    departments = forms.CharField(
        label=_("Départements"), required=False, max_length=400,
        help_text=_("Par exemple : 59, 2A, 974. Laissez vide pour tout le pays."),
    )  # fmt: skip

    def clean_departments(self) -> list[str]:
        typed = self.cleaned_data["departments"].replace(";", ",").split(",")
        return [each.strip().upper() for each in typed if each.strip()]


class PeriodForm(forms.Form):
    ends_from = DayField(label=_("Droits qui finissent du"))
    ends_through = DayField(label=_("au"))
    days = forms.IntegerField(label=_("Jours ajoutés"), min_value=1, max_value=LONGEST)


PeriodForms = forms.formset_factory(PeriodForm, extra=PERIODS, max_num=PERIODS)


def periods_of(periods: BaseFormSet[Any]) -> list[Period]:
    """The periods that were filled in."""
    return [Period(**form.cleaned_data) for form in periods.forms if form.cleaned_data]


class ReversalForm(forms.Form):
    legal_reference = forms.CharField(label=_("Texte ou décision"), max_length=200)
    why = forms.CharField(
        label=_("Raison, en mots simples"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chaque personne lira cette phrase."),
    )
