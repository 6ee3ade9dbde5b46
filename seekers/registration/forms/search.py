"""The household, the availability and what helps to be received, the work sought, the account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import identifiers
from portal.web.fields import MoneyField, YesNoField
from seekers.profiles.models import AdjustmentKind
from seekers.registration.answers import Availability, Bank, Household, Search
from seekers.registration.forms.asking import CHOOSE, StepForm, one_of, text
from seekers.registration.models.search import Contract
from seekers.registration.places import UNLISTED_OCCUPATION

NUMBER = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-number"})
NOT_A_NUMBER = {"invalid": _("Écrivez un nombre, en chiffres."), "required": _("Écrivez un nombre, en chiffres.")}


class HouseholdForm(StepForm):
    """Only for the solidarity allowance (ASS): every answer may be left for later."""

    part = "household"

    lives_as_couple = YesNoField(required=False, label=_("Vivez-vous en couple ?"))
    children_raised = forms.IntegerField(
        required=False, min_value=0, max_value=20, label=_("Combien d’enfants élevez-vous ou avez-vous élevés ?"),
        widget=NUMBER, error_messages=NOT_A_NUMBER | {"max_value": _("Vérifiez ce nombre."), "min_value": _("Vérifiez ce nombre.")},
    )  # fmt: skip
    monthly_resources_cents = MoneyField(
        required=False,
        label=_("Ressources du foyer, en moyenne par mois, sur les douze derniers mois"),
        help_text=_(
            "Les vôtres et celles de la personne avec qui vous vivez, avant impôt. Sans les aides au logement."
        ),
    )

    def said(self) -> Household:
        typed = self.cleaned_data
        return Household(typed["lives_as_couple"], typed["children_raised"], typed["monthly_resources_cents"])


OTHER_SITUATIONS = (
    ("training", _("Je suis en formation")),
    ("sick", _("Je suis en arrêt maladie")),
    ("maternity", _("Je suis en congé maternité, paternité ou d’adoption")),
    ("other", _("Une autre raison")),
)


class AvailabilityForm(StepForm):
    part = "availability"

    available = YesNoField(
        label=_("Pouvez-vous prendre un emploi dès maintenant ?"),
        help_text=_("Une garde d’enfants à organiser ou quelques jours de délai ne comptent pas comme un non."),
    )
    other_situation = one_of(_("Sinon, pourquoi ?"), OTHER_SITUATIONS, required=False)
    adjustments = forms.MultipleChoiceField(
        required=False,
        label=_("Avez-vous besoin d’un aménagement pour être bien reçu ?"),
        help_text=_(
            "En lien avec un handicap ou une maladie. Vous n’êtes pas obligé de répondre : vos droits n’en dépendent pas."
        ),
        choices=AdjustmentKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choisissez une des réponses proposées.")},
    )
    adjustments_words = text(
        _("En quelques mots, ce qui vous aide"), 500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    adjustments_consent = forms.BooleanField(
        required=False,
        label=_(
            "J’accepte que ces besoins soient gardés dans mon dossier, et vus seulement par les personnes qui me reçoivent. "
            "Je peux les faire effacer à tout moment."
        ),
    )

    def said(self) -> Availability:
        typed = self.cleaned_data
        told = bool(typed["adjustments"] or typed["adjustments_words"])
        return Availability(
            available=typed["available"],
            other_situation="" if typed["available"] else typed["other_situation"],
            adjustments=tuple(typed["adjustments"]),
            adjustments_words=typed["adjustments_words"],
            adjustments_consent=typed["adjustments_consent"] if told else None,
        )


class SearchForm(StepForm):
    part = "search"
    field_of = {"title": "wanted", "occupation": "occupation"}

    wanted = text(
        _("Quel métier cherchez-vous ?"), 120,
        help_text=_("Écrivez un mot, par exemple « vendeuse » ou « maçon », puis cherchez."),
    )  # fmt: skip
    occupation = forms.ChoiceField(
        label=_("Lequel est le plus proche ?"), choices=(), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez le métier le plus proche."),
            "invalid_choice": _("Cherchez de nouveau, puis choisissez un métier."),
        },
    )  # fmt: skip
    mobility_km = forms.IntegerField(
        min_value=0, max_value=500, widget=NUMBER, label=_("Jusqu’à combien de kilomètres de chez vous ?"),
        error_messages=NOT_A_NUMBER | {"max_value": _("500 kilomètres au plus."), "min_value": _("Vérifiez ce nombre.")},
    )  # fmt: skip
    contracts = forms.MultipleChoiceField(
        label=_("Quels contrats acceptez-vous ?"), choices=Contract.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins un contrat."), "invalid_choice": CHOOSE["invalid_choice"]},
    )  # fmt: skip
    weekly_hours = forms.IntegerField(
        min_value=1, max_value=48, widget=NUMBER, label=_("Combien d’heures par semaine ?"),
        help_text=_("35 pour un temps plein."),
        error_messages=NOT_A_NUMBER | {"max_value": _("48 heures au plus."), "min_value": _("Vérifiez ce nombre.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unlisted = (UNLISTED_OCCUPATION, _("Mon métier n’est pas dans la liste : je le préciserai avec un conseiller"))
        self.fields["occupation"].choices = [*self.asking.titles, unlisted]  # type: ignore[attr-defined]
        if not (self.data and str(self.data.get("wanted", "")).strip()):
            del self.fields["occupation"]

    def said(self) -> Search:
        typed = self.cleaned_data
        code, _colon, title = typed.get("occupation", "").partition(":")
        return Search(
            occupation=code, title=title or typed["wanted"], mobility_km=typed["mobility_km"],
            contracts=tuple(typed["contracts"]), weekly_hours=typed["weekly_hours"],
        )  # fmt: skip


class BankForm(StepForm):
    part = "bank"

    iban = forms.CharField(
        label=_("IBAN"), required=False, max_length=60,
        help_text=_("Il est sur votre RIB : il commence par FR et compte 27 signes. Le compte doit être à votre nom."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    holder = text(
        _("Titulaire du compte"), 70, required=False, help_text=_("Comme sur le RIB."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    later = forms.BooleanField(
        required=False, label=_("Je donnerai mon compte plus tard"),
        help_text=_("Vos droits seront étudiés quand même. Nous ne pourrons pas vous payer avant."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, missing in (
            ("iban", _("Écrivez votre IBAN, ou cochez « plus tard ».")),
            ("holder", _("Écrivez le nom du titulaire.")),
        ):
            self.fields[name].required = not (self.data and self.data.get("later"))
            self.fields[name].error_messages["required"] = missing

    def said(self) -> Bank:
        typed = self.cleaned_data
        if typed["later"]:
            return Bank(later=True)
        try:
            iban = identifiers.iban(typed["iban"]) if typed["iban"].strip() else ""
        except identifiers.NotValid:
            iban = typed["iban"].strip()
        return Bank(later=False, iban=iban, holder=" ".join(typed["holder"].split()))
