"""The two small forms at the door: beginning, and resuming on another device."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.fields import DayField
from seekers.registration.forms.asking import DAY, text
from seekers.registration.rules.words import NAME_MOST, unfit


class BeginForm(forms.Form):
    use_required_attribute = False

    first_name = text(_("Votre prénom"), NAME_MOST, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = text(
        _("Votre nom de famille"), NAME_MOST, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )

    def __init__(self, *args: Any, vouched: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vouched:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in list(self.fields):
            for finding in unfit("identity", name, said.get(name, ""), NAME_MOST, needed=False):
                self.add_error(name, finding.sentence)
        return said


class ResumeForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label=_("Votre code"), max_length=40, help_text=_("Dix signes, par exemple K7M4X-R9HTA."),
        error_messages={"required": _("Tapez le code."), "max_length": _("Un code a dix signes.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    birth_date = DayField(label=_("Votre date de naissance"), error_messages=DAY)


class LostForm(forms.Form):
    use_required_attribute = False

    address = forms.CharField(
        label=_("Votre e-mail ou votre téléphone"), max_length=254,
        error_messages={"required": _("Écrivez l’un des deux."), "max_length": _("C’est trop long.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )  # fmt: skip
    birth_date = DayField(label=_("Votre date de naissance"), error_messages=DAY)


class ObjectionForm(forms.Form):
    use_required_attribute = False

    words = forms.CharField(
        label=_("Qu’est-ce qui n’est pas juste ?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites en quelques mots ce qui n’est pas juste.")},
    )  # fmt: skip
