"""Who the person is, how to reach them, where they live."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import identifiers
from portal.web.fields import DayField, YesNoField
from seekers.profiles.models import Nationality
from seekers.registration.answers import Address, Contact, Identity
from seekers.registration.forms.asking import CHOOSE, DAY, StepForm, one_of, text
from seekers.registration.places import UNLISTED_COMMUNE
from seekers.registration.rules.words import NAME_MOST

LOCKED = ("first_name", "last_name", "birth_date", "birth_place", "nir")


class IdentityForm(StepForm):
    part = "identity"

    first_name = text(_("Prénom"), NAME_MOST, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = text(_("Nom de famille"), NAME_MOST, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    birth_date = DayField(
        label=_("Date de naissance"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        error_messages=DAY | {"required": _("Écrivez votre date de naissance.")},
    )
    birth_place = text(
        _("Lieu de naissance"), NAME_MOST, help_text=_("La commune, et le pays si ce n’est pas la France.")
    )
    nationality = one_of(
        _("Quelle est votre nationalité ?"),
        Nationality.choices,
        help_text=_("Si vous venez d’un autre pays, un titre de séjour vous sera demandé."),
    )
    nir = forms.CharField(
        label=_("Numéro de sécurité sociale"),
        required=False,
        max_length=60,
        help_text=_(
            "Les 15 chiffres de votre carte Vitale. Vous ne l’avez pas ? Laissez vide : un conseiller le cherchera avec vous."
        ),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.asking.vouched:
            for name in LOCKED:
                if getattr(self.asking.answers.identity, name):
                    del self.fields[name]

    def said(self) -> Identity:
        known, typed = self.asking.answers.identity, self.cleaned_data
        return Identity(
            first_name=typed.get("first_name", known.first_name),
            last_name=typed.get("last_name", known.last_name),
            birth_date=typed.get("birth_date", known.birth_date),
            birth_place=typed.get("birth_place", known.birth_place),
            nationality=typed.get("nationality", known.nationality),
            nir=_as_stored(identifiers.nir, typed["nir"]) if "nir" in typed else known.nir,
        )


AUTONOMY = (
    ("high", _("Facile : je fais seul presque tout")),
    ("medium", _("Ça dépend : je suis parfois bloqué")),
    ("low", _("Difficile : je préfère qu’on m’aide")),
)
CHANNELS = (
    ("email", _("Par e-mail")),
    ("sms", _("Par SMS")),
    ("inbox", _("Seulement ici, dans la messagerie du site")),
)
LANGUAGES = (("fr", "Français"), ("en", "English"))


class ContactForm(StepForm):
    part = "contact"

    email = forms.CharField(
        label=_("Adresse e-mail"),
        required=False,
        max_length=300,
        help_text=_("Vous n’en avez pas ? Laissez vide."),
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        required=False,
        max_length=60,
        help_text=_("Pour vous rappeler s’il manque quelque chose."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    phone_is_shared = YesNoField(
        label=_("Quelqu’un d’autre lit-il les messages de ce téléphone ?"),
        help_text=_("Si oui, nos SMS ne diront rien de votre situation."),
        required=False,
    )
    preferred_channel = one_of(_("Comment préférez-vous recevoir nos messages ?"), CHANNELS)
    language = one_of(_("Dans quelle langue ?"), LANGUAGES)
    autonomy = one_of(
        _("Faire des démarches sur internet, pour vous, c’est…"),
        AUTONOMY,
        help_text=_("Cela ne change rien à vos droits. Nous saurons seulement quand vous appeler plutôt qu’écrire."),
    )

    def said(self) -> Contact:
        typed = self.cleaned_data
        phone = _as_stored(identifiers.phone, typed["phone"])
        shared = typed["phone_is_shared"]
        return Contact(
            email=typed["email"].strip(), phone=phone, phone_is_shared=shared if phone else None,
            preferred_channel=typed["preferred_channel"], language=typed["language"], autonomy=typed["autonomy"],
        )  # fmt: skip


class AddressForm(StepForm):
    part = "address"
    field_of: ClassVar[dict[str, str]] = {}

    line = text(
        _("Numéro et rue"),
        120,
        help_text=_(
            "Sans domicile fixe ? Écrivez l’adresse où vous recevez votre courrier (CCAS, association, proche)."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Code postal"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "class": "input-number"}),
        error_messages={
            "required": _("Écrivez votre code postal."),
            "max_length": _("Un code postal a cinq chiffres."),
        },
    )
    commune = forms.ChoiceField(
        label=_("Votre commune"), choices=(), required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unlisted = (UNLISTED_COMMUNE, _("Ma commune n’est pas dans la liste"))
        self.fields["commune"].choices = [*self.asking.communes, unlisted]  # type: ignore[attr-defined]
        self.fields["commune"].required = len(self.asking.communes) != 1  # the only one is taken as said
        if not self.bound_postcode:
            del self.fields["commune"]

    @property
    def bound_postcode(self) -> str:
        """The postcode as typed, without spaces; empty until one was."""
        typed = self.data.get("postcode", "") if self.data else ""
        return "".join(str(typed).split())

    def said(self) -> Address:
        typed = self.cleaned_data
        commune = typed.get("commune", "")
        if not commune and len(self.asking.communes) == 1:
            commune = self.asking.communes[0][0]
        return Address(typed["line"], "".join(typed["postcode"].split()), commune)


def _as_stored(read: Any, typed: str) -> str:
    """The number in the one form in which it is kept; what is not one stays as typed, and the rules say so."""
    try:
        return str(read(typed)) if typed.strip() else ""
    except identifiers.NotValid:
        return typed.strip()
