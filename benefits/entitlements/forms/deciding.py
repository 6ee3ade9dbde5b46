"""A decision, a correction, a contest and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models import CsgRate
from benefits.entitlements.models.claim import WORDS_MOST
from portal.web.fields import DayField, MoneyField, YesNoField
from seekers.registration.models import EndReason

MINUTES_IN_AN_HOUR = 60
MOST_HOURS = 20_000


class Words(forms.CharField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        options.setdefault("max_length", WORDS_MOST)
        super().__init__(**options)


class ContestForm(forms.Form):
    use_required_attribute = False

    words = Words(
        label=_("Qu’est-ce qui ne vous paraît pas juste ?"),
        help_text=_("Quelques phrases suffisent. Par exemple : « il manque mon emploi de l’été 2025 »."),
        error_messages={"required": _("Dites en quelques mots ce qui ne vous paraît pas juste.")},
    )


class ChoiceForm(forms.Form):
    use_required_attribute = False

    understood = forms.BooleanField(
        label=_("J’ai compris : je renonce pour toujours aux jours qui restent de mon ancien droit"),
        error_messages={"required": _("Cochez la case pour prendre le nouveau droit, ou gardez l’ancien.")},
    )


class GrantForm(forms.Form):
    words = Words(
        label=_("Ce que vous ajoutez pour la personne"),
        help_text=_("Elle lit ces mots avec la décision."),
        required=False,
    )


class RefusalForm(forms.Form):
    use_required_attribute = False

    words = Words(
        label=_("Pourquoi"),
        help_text=_("La personne lit cette phrase. Dites le fait, le texte, et ce qui changerait la réponse."),
        error_messages={"required": _("Dites pourquoi : la personne lira ces mots, et doit pouvoir y répondre.")},
    )


class AnswerForm(forms.Form):
    use_required_attribute = False

    changed = YesNoField(
        label=_("La décision est-elle changée ?"),
        help_text=_("Oui : elle est prise de nouveau avec les faits ci-dessus, corrections comprises."),
        error_messages={"required": _("Dites si la décision change.")},
    )
    answer = Words(
        label=_("Votre réponse à la personne"),
        error_messages={"required": _("Écrivez la réponse : la personne la lira.")},
    )


class CsgRateForm(forms.Form):
    use_required_attribute = False

    csg_rate = forms.TypedChoiceField(
        label=_("Ce que donne l’avis d’impôt"),
        help_text=_("Le revenu fiscal de référence de l’avant-dernière année, comparé au barème de l’année."),
        choices=CsgRate.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que donne l’avis.")},
    )


class CorrectionForm(forms.Form):
    """One job as a proof shows it: euros, whole hours."""

    use_required_attribute = False

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Dernier jour"))
    gross = MoneyField(label=_("Salaire brut"))
    hours = forms.IntegerField(label=_("Heures travaillées en tout"), min_value=0, max_value=MOST_HOURS)
    end_reason = forms.ChoiceField(
        label=_("Fin du contrat"),
        choices=[pair for pair in EndReason.choices if pair[0] != EndReason.STILL_WORKING],
    )
    seasonal = forms.BooleanField(label=_("Contrat saisonnier"), required=False)
    termination_indemnity = MoneyField(label=_("Indemnité de fin de contrat au-delà de la loi"), required=False)
    holiday_indemnity = MoneyField(label=_("Congés payés non pris"), required=False)
    why = forms.CharField(
        label=_("Sur quelle preuve"),
        help_text=_("Par exemple : « attestation du 4 septembre, page 2 »."),
        max_length=300,
        error_messages={"required": _("Dites sur quelle preuve repose cette correction.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Le dernier jour vient après le premier."))
        return said

    def facts(self) -> dict[str, Any]:
        """As ``services.correct_job`` takes them."""
        said = self.cleaned_data
        return {
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
            "gross_cents": said["gross"],
            "minutes": said["hours"] * MINUTES_IN_AN_HOUR,
            "end_reason": said["end_reason"],
            "seasonal": said["seasonal"],
            "termination_indemnity_cents": said["termination_indemnity"] or 0,
            "holiday_indemnity_cents": said["holiday_indemnity"] or 0,
            "why": said["why"],
        }
