"""What a person says of their household, and what a benefit advisor decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benefits.endings.models import AssClaim, AssReason
from benefits.endings.models.claim import LOOKED_AT
from portal.months import Month
from portal.web.fields import MoneyField, YesNoField

MONTHS_IN_A_YEAR, DECADE = 12, 10
MOST_CHILDREN = 20
OPTIONAL = ("worked_more_months", "stopped_is_replaced")


class AssForm(forms.Form):
    """Nothing is required: what is missing is said when it is sent, not when it is kept."""

    use_required_attribute = False

    lives_as_couple = YesNoField(label=_("Vivez-vous en couple ?"), required=False)
    still_searching = YesNoField(label=_("Cherchez-vous toujours un emploi ?"), required=False)
    children_raised = forms.IntegerField(
        label=_("Combien d’enfants avez-vous élevés ?"), min_value=0, max_value=MOST_CHILDREN, required=False,
        help_text=_("Chaque enfant compte pour une année de travail, trois au plus. Aucun : écrivez 0."),
    )  # fmt: skip
    worked_years = forms.IntegerField(
        label=_("Années de travail dans les dix ans avant la fin de votre contrat"), min_value=0, max_value=DECADE,
        required=False, help_text=_("Toutes vos périodes de salarié ensemble. Les périodes au chômage ne comptent pas."),
    )  # fmt: skip
    worked_more_months = forms.IntegerField(
        label=_("… et mois en plus"), min_value=0, max_value=MONTHS_IN_A_YEAR - 1, required=False
    )
    stopped_cents = MoneyField(
        label=_("Sur ces douze mois, revenus qui se sont arrêtés pour toujours"), required=False,
        help_text=_("Par exemple un salaire terminé, pour les douze mois ensemble. Aucun : écrivez 0."),
    )  # fmt: skip
    stopped_is_replaced = YesNoField(
        label=_("Un autre revenu les remplace-t-il ?"), required=False,
        help_text=_("Par exemple une allocation ou une pension. Répondez seulement si un revenu s’est arrêté."),
    )  # fmt: skip

    def __init__(self, *args: Any, claim: AssClaim, lines: Mapping[Month, int | None], **options: Any) -> None:
        initial = {
            name: getattr(claim, name)
            for name in (
                "lives_as_couple",
                "still_searching",
                "children_raised",
                "stopped_cents",
                "stopped_is_replaced",
            )
        }
        if claim.worked_months is not None:
            initial["worked_years"], initial["worked_more_months"] = divmod(claim.worked_months, MONTHS_IN_A_YEAR)
        super().__init__(*args, **{"initial": initial, **options})
        if claim.is_renewal:
            for name in ("children_raised", "worked_years", "worked_more_months"):
                del self.fields[name]
        self.months: dict[str, Month] = {}
        for month, cents in lines.items():
            name = f"month_{month}"
            self.months[name] = month
            label = _("Ressources du foyer, %(month)s") % {"month": month.label}
            self.fields[name] = MoneyField(label=label, required=False, initial=cents)

    def say_what_is_needed(self) -> None:
        """For the page: every question but two must be answered in the end, although nothing stops a person from keeping half."""
        if self.is_bound:
            self.is_valid()  # judged before the questions are marked
        for name, field in self.fields.items():
            field.required = name not in OPTIONAL

    @property
    def month_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.months]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.months]

    def answers(self) -> dict[str, Any]:
        """By the names of ``services.ANSWERS``; cents and months."""
        said = dict(self.cleaned_data)
        years, more = said.get("worked_years"), said.get("worked_more_months")
        said["worked_months"] = (
            None if years is None and more is None else (years or 0) * MONTHS_IN_A_YEAR + (more or 0)
        )
        return said

    def resources(self) -> dict[Month, int | None]:
        return {month: self.cleaned_data.get(name) for name, month in self.months.items()}


class DecisionForm(forms.Form):
    """Granted, or refused with reasons."""

    reasons = forms.MultipleChoiceField(
        label=_("Si vous refusez : pourquoi"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, label) for code, label in AssReason.choices if code not in LOOKED_AT],
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ce que vous avez vérifié"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne le lira."),
    )  # fmt: skip
