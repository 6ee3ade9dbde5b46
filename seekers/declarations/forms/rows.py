"""The parts of the second page: an employer, a stretch of days, the end of the registration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.fields import DayField, HoursField, MoneyField, YesNoField
from portal.web.unjudged import set_of
from seekers.declarations.answers import Answers, Days, Employer
from seekers.declarations.forms.month import named
from seekers.declarations.forms.monthly import Monthly
from seekers.declarations.rules import MOST_EMPLOYERS, MOST_SPANS
from seekers.registration.models import CeaseReason

REASONS = (
    (CeaseReason.FOUND_WORK, _("Je reprends un emploi")),
    (CeaseReason.RETIREMENT, _("Je pars à la retraite")),
    (CeaseReason.OTHER, _("Une autre raison")),
)
"""As the person says them; the agency's own words are those of ``CeaseReason``."""


class EmployerForm(Monthly):
    """One employer of the month.  Hours and pay are exact, to the minute and the cent."""

    row_name = _("Employeur %(number)s")
    name = forms.CharField(
        label=_("Nom de l’employeur"),
        max_length=80,
        error_messages={
            "required": _("Écrivez le nom de l’employeur."),
            "max_length": _("Ce nom est trop long : 80 lettres au plus."),
        },
    )
    time = HoursField(error_messages={"required": _("Écrivez le nombre d’heures travaillées.")})
    pay = MoneyField(
        label=_("Salaire brut"),
        help_text=_("Le montant avant les cotisations, en haut de la fiche de paie. Par exemple 1 234,56."),
        error_messages={"required": _("Écrivez le salaire brut. Écrivez 0 si vous n’avez rien gagné.")},
    )
    estimated = forms.BooleanField(
        required=False, label=_("Je n’ai pas encore ma fiche de paie : ce montant est estimé")
    )
    ended = YesNoField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = {"month": named(self.month)}
        ended = self.fields["ended"]
        ended.label = _("Ce contrat s’est-il terminé en %(month)s ?") % month
        ended.error_messages["required"] = _("Dites si ce contrat s’est terminé en %(month)s.") % month
        self.fields["time"].label = _("Heures travaillées en %(month)s") % month

    def employer(self) -> Employer:
        said = self.cleaned_data
        return Employer(said["name"], said["time"], said["pay"], said["ended"], said["estimated"])


class DaysForm(Monthly):
    """From a day to a day.  No last day means that it goes on."""

    row_name = _("Période %(number)s")
    use_required_attribute = False
    wrong = _("Écrivez une date comme 12/11/2026.")

    starts_on = DayField(
        label=_("Premier jour"), error_messages={"required": _("Écrivez le premier jour."), "invalid": wrong}
    )
    ends_on = DayField(label=_("Dernier jour"), required=False, error_messages={"invalid": wrong})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Laissez vide si cela continue après %(month)s.") % {
            "month": named(self.month)
        }

    def days(self) -> Days:
        return Days(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class EndForm(Monthly):
    """The second question before an end of registration, with its way back."""

    use_required_attribute = False
    STAY, END = "stay", "end"

    choice = forms.ChoiceField(
        label=_("Voulez-vous vraiment mettre fin à votre inscription ?"),
        widget=forms.RadioSelect,
        choices=((STAY, _("Non, je cherche toujours un emploi")), (END, _("Oui, je mets fin à mon inscription"))),
        error_messages={"required": _("Dites si vous voulez vraiment mettre fin à votre inscription.")},
    )
    end_reason = forms.ChoiceField(
        label=_("Pour quelle raison ?"),
        required=False,
        widget=forms.RadioSelect,
        choices=REASONS,
    )
    ends_on = DayField(
        label=_("Quel est votre dernier jour d’inscription ?"),
        help_text=_("Ce jour-là compte encore."),
        required=False,
        error_messages={"invalid": DaysForm.wrong},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("choice") == self.END:
            if not said.get("end_reason"):
                self.add_error("end_reason", _("Choisissez une raison."))
            if not said.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", _("Écrivez votre dernier jour d’inscription."))
        return said

    def answers(self, before: Answers) -> Answers:
        """``before`` with the end confirmed, or with the person still looking."""
        if self.cleaned_data["choice"] == self.STAY:
            return replace(before, still_looking=True, ends_on=None, end_reason="", end_confirmed=False)
        said = self.cleaned_data
        return replace(before, ends_on=said["ends_on"], end_reason=said["end_reason"], end_confirmed=True)


Employers, Spans = set_of(EmployerForm, MOST_EMPLOYERS), set_of(DaysForm, MOST_SPANS)
