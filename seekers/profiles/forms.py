"""What a person changes of their own file: how to reach them, where they live, how at ease they are online, what they need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import identifiers
from portal.notifications.models import Channel
from portal.reference.models import Commune
from portal.web.fields import YesNoField
from seekers.profiles.models import HOLDER_LENGTH, AdjustmentKind, Autonomy, Seeker
from seekers.profiles.rules import bears_name

CHOOSE = {"required": _("Choisissez une réponse."), "invalid_choice": _("Choisissez une des réponses proposées.")}
CHANNELS = (
    (Channel.EMAIL.value, _("Par e-mail")),
    (Channel.SMS.value, _("Par SMS")),
    (Channel.INBOX.value, _("Seulement ici, dans la messagerie du site")),
)
AT_EASE = (
    (Autonomy.HIGH.value, _("Facile : je fais seul presque tout")),
    (Autonomy.MEDIUM.value, _("Ça dépend : je suis parfois bloqué")),
    (Autonomy.LOW.value, _("Difficile : je préfère qu’on m’aide")),
)


class ContactForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("Adresse e-mail"),
        required=False,
        error_messages={"invalid": _("Cette adresse n’est pas complète. Exemple : prenom.nom@exemple.fr.")},
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    phone_is_shared = YesNoField(
        label=_("Quelqu’un d’autre lit-il les messages de ce téléphone ?"),
        help_text=_("Si oui, nos SMS ne diront rien de votre situation."),
        required=False,
    )
    preferred_channel = forms.ChoiceField(
        label=_("Comment préférez-vous recevoir nos messages ?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    @classmethod
    def about(cls, seeker: Seeker, data: Any = None) -> ContactForm:
        known = {
            "email": seeker.user.email or "",
            "phone": identifiers.national(str(seeker.phone)),
            "phone_is_shared": seeker.phone_is_shared,
            "preferred_channel": seeker.preferred_channel,
        }
        return cls(data, initial=known)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return identifiers.phone(typed) if typed else ""
        except identifiers.NotValid as wrong:
            raise forms.ValidationError(
                _("Ce numéro de téléphone n’existe pas. Exemple : 06 12 34 56 78."), code="not_a_phone"
            ) from wrong

    def clean(self) -> dict[str, Any]:
        """A preference for a channel that does not exist would mean silence."""
        said = super().clean() or {}
        wanted = said.get("preferred_channel")
        if wanted == Channel.EMAIL and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Pour recevoir des e-mails, écrivez votre adresse e-mail."))
        if wanted == Channel.SMS and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Pour recevoir des SMS, écrivez un numéro de mobile."))
        return said


class AddressForm(forms.Form):
    """The communes of the postcode are offered once it is typed; a postcode with a single one asks nothing more."""

    use_required_attribute = False

    address_line = forms.CharField(
        label=_("Numéro et rue"),
        max_length=120,
        required=False,
        help_text=_(
            "Sans domicile fixe ? Écrivez l’adresse où vous recevez votre courrier (CCAS, association, proche)."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=_("Code postal"),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "class": "input-number"}),
        error_messages={"required": _("Écrivez votre code postal."), "invalid": _("Un code postal a cinq chiffres.")},
    )
    commune_code = forms.ChoiceField(
        label=_("Votre commune"), required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, communes: list[Commune], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = communes
        if len(communes) < 2:
            del self.fields["commune_code"]
        else:
            field = self.fields["commune_code"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [(each.code, each.name) for each in communes]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "commune_code" in self.fields and not said.get("commune_code") and "commune_code" not in self.errors:
            self.add_error("commune_code", forms.ValidationError(_("Choisissez votre commune."), code="required"))
        if "commune_code" not in self.fields:
            said["commune_code"] = self.communes[0].code if self.communes else ""
        return said


class AccountForm(forms.Form):
    use_required_attribute = False

    iban = forms.CharField(
        label=_("IBAN"),
        max_length=60,
        help_text=_("Il est sur votre RIB : il commence par FR et compte 27 signes. Le compte doit être à votre nom."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez votre IBAN.")},
    )
    holder = forms.CharField(
        label=_("Titulaire du compte"),
        max_length=HOLDER_LENGTH,
        help_text=_("Comme sur le RIB."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Écrivez le nom du titulaire.")},
    )
    confirmed = forms.BooleanField(
        label=_("Je confirme : ce compte est le mien (mon nom de naissance ou d’usage, ou un compte joint)."),
        help_text=_("Nous le vérifions avec vous avant de payer dessus. Vous pouvez aussi corriger le nom."),
        error_messages={"required": _("Le titulaire ne porte pas votre nom. Corrigez-le, ou confirmez.")},
    )

    def __init__(self, *args: Any, of: Seeker, **kwargs: Any) -> None:
        """``confirmed`` is asked only when the holder that was typed is not ``of``."""
        super().__init__(*args, **kwargs)
        typed = self.data.get("holder", "")
        if not typed.strip() or bears_name(typed, of.first_name, of.last_name):
            del self.fields["confirmed"]

    def clean_iban(self) -> str:
        try:
            return identifiers.iban(self.cleaned_data["iban"])
        except identifiers.NotValid as wrong:
            raise forms.ValidationError(
                _("Cet IBAN n’est pas juste. Recopiez-le depuis votre RIB."), code="not_an_iban"
            ) from wrong


class AutonomyForm(forms.Form):
    use_required_attribute = False

    level = forms.ChoiceField(
        label=_("Faire des démarches sur internet, pour vous, c’est…"),
        choices=AT_EASE,
        widget=forms.RadioSelect,
        help_text=_("Cela ne change rien à vos droits. Nous saurons seulement quand vous appeler plutôt qu’écrire."),
        error_messages=CHOOSE,
    )


class AdjustmentsForm(forms.Form):
    use_required_attribute = False

    kinds = forms.MultipleChoiceField(
        label=_("De quoi avez-vous besoin pour être bien reçu ?"),
        required=False,
        choices=AdjustmentKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "En lien avec un handicap ou une maladie. Vous n’êtes pas obligé de répondre : vos droits n’en dépendent pas."
        ),
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=_("En quelques mots, ce qui vous aide"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consents = forms.BooleanField(
        label=_(
            "J’accepte que ces besoins soient gardés dans mon dossier, et vus seulement par les personnes qui me reçoivent. "
            "Je peux les faire effacer à tout moment."
        ),
        error_messages={"required": _("Sans votre accord, nous ne gardons pas ces besoins.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("kinds") and not said.get("words"):
            self.add_error(
                "kinds", forms.ValidationError(_("Choisissez au moins un besoin, ou écrivez-le."), code="required")
            )
        return said
