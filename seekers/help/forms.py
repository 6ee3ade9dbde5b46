"""What a person types to be helped: one small form for each way, and where they live for the nearest places."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.web.templatetags.words import time_of_day, weekday
from seekers.help.models import Moment, Way
from seekers.help.rules import Slot
from seekers.help.services.asking import LONGEST_WORDS


class AskForm(forms.Form):
    """What the three ways share: the words, and whether we may read what is already filled."""

    use_required_attribute = False
    way: Way

    words = forms.CharField(
        label=_("Quelques mots sur votre question"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answers_shared = forms.BooleanField(
        label=_("Le conseiller peut lire les réponses que j’ai déjà remplies"),
        required=False,
        help_text=_("Sans votre accord, il voit seulement la page où vous êtes et ce que le site a refusé."),
    )

    def asked(self) -> dict[str, Any]:
        """For ``services.ask``."""
        return {"way": self.way, **self.cleaned_data}


class CallForm(AskForm):
    way = Way.CALL
    field_order = ("moment", "phone", "words", "answers_shared")

    moment = forms.ChoiceField(label=_("Quand ?"), widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("Votre numéro de téléphone"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Écrivez le numéro auquel vous rappeler.")},
    )

    def __init__(self, *args: Any, slots: dict[str, Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment = self.fields["moment"]
        assert isinstance(moment, forms.ChoiceField)  # noqa: S101  declared above
        moment.choices = [(each.value, told(each, slots[each])) for each in Moment if each in slots]


class WriteForm(AskForm):
    way = Way.WRITE

    words = forms.CharField(
        label=_("Votre question"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Écrivez votre question : un conseiller la lira.")},
    )


class ComeForm(AskForm):
    way = Way.COME


class PostcodeForm(forms.Form):
    use_required_attribute = False

    code_postal = forms.RegexField(
        r"^\d{5}$",
        label=_("Votre code postal"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "class": "input-number"}),
        error_messages={
            "required": _("Écrivez les cinq chiffres de votre code postal."),
            "invalid": _("Écrivez les cinq chiffres de votre code postal."),
        },
    )


def told(moment: Moment, slot: Slot) -> str:
    """``Dès que possible : lundi 23 novembre, entre 10 h et 10 h 30``, in the current time zone."""
    return gettext("%(moment)s : %(slot)s") % {"moment": moment.label, "slot": in_words(slot.starts, slot.ends)}


def in_words(starts: datetime, ends: datetime) -> str:
    facts = {"day": weekday(starts), "start": time_of_day(starts), "end": time_of_day(ends)}
    return gettext("%(day)s, entre %(start)s et %(end)s") % facts
