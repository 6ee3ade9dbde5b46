"""Choosing a commune after its postcode, and a trade after a few words: fields for the forms of other rooms.

A step of a journey inherits them::

    class AddressForm(PlaceChoice):
        line = forms.CharField(…)

With a script the list comes while the person types (``views``); without one, the form comes back with the list in it.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.reference import trades
from portal.reference.models import MOST, Commune
from portal.reference.trades import Trade

POSTCODE = r"[0-9]{5}"
TYPING = "input changed delay:350ms"


class ListField(forms.ChoiceField):
    """One of a list that depends on what was typed above it.  The only choice there is need not be made."""

    say: Any = ""
    """The sentence that introduces the list."""
    only = ""

    def __init__(self, **options: Any) -> None:
        options.setdefault("template_name", "portal/reference/list_field.html")
        super().__init__(required=False, widget=forms.RadioSelect(), **options)

    def offer(self, choices: list[tuple[str, str]], say: Any) -> None:
        self.choices, self.say, self.required = choices, say, bool(choices)
        self.only = choices[0][0] if len(choices) == 1 else ""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.only)


class Typed(forms.Form):
    """A box in which one types, and the list that follows from it."""

    use_required_attribute = False
    box = choice = address = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.box].widget.attrs |= {
            "hx-get": f"{reverse(self.address)}?prefix={self.prefix or ''}",
            "hx-trigger": TYPING,
            "hx-target": f"#{self[self.choice].auto_id}_list",
            "hx-swap": "outerHTML",
            "hx-sync": "this:replace",
        }
        self.offer(str(self[self.box].value() or "").strip())

    def offer(self, typed: str) -> None:
        """Fill the list after ``typed``."""
        raise NotImplementedError


class PlaceChoice(Typed):
    """Gives ``postcode`` and ``commune``: an Insee code, or empty when no commune is known at this postcode."""

    box, choice, address = "postcode", "commune", "reference:communes"

    postcode = forms.RegexField(
        regex=POSTCODE,
        label=_("Code postal"),
        max_length=5,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
        error_messages={
            "required": _("Écrivez votre code postal."),
            "invalid": _("Un code postal a cinq chiffres."),
            "max_length": _("Un code postal a cinq chiffres."),
        },
    )
    commune = ListField(
        label=_("Commune"),
        error_messages={
            "required": _("Choisissez votre commune dans la liste."),
            "invalid_choice": _("Choisissez une commune de ce code postal."),
        },
    )

    def offer(self, typed: str) -> None:
        here = list(Commune.objects.at(typed).values_list("code", "name")) if len(typed) == 5 else []
        cast(ListField, self.fields["commune"]).offer(here, self._sentence(typed, len(here)))
        if len(here) == 1:
            self.initial["commune"] = here[0][0]

    @staticmethod
    def _sentence(typed: str, count: int) -> Any:
        if count > 1:
            return _("%(count)s communes ont ce code postal. Choisissez la vôtre.") % {"count": count}
        if len(typed) == 5 and not count:
            return _("Nous ne connaissons pas de commune à ce code postal. Vérifiez-le, ou continuez ainsi.")
        return ""


class TradeChoice(Typed):
    """Gives ``trade``: a ``trades.Trade``, or None when nothing was typed and the field may stay empty."""

    box, choice, address = "words", "trade", "reference:occupations"

    words = forms.CharField(
        label=_("Métier recherché"),
        max_length=80,
        help_text=_("Quelques lettres suffisent : « boulang », « aide à domicile »."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "true"}),
        error_messages={"required": _("Écrivez le métier que vous cherchez, avec vos mots.")},
    )
    trade = ListField(
        label=_("Métier"),
        error_messages={
            "required": _("Choisissez un métier de la liste."),
            "invalid_choice": _("Choisissez un métier de la liste."),
        },
    )

    def offer(self, typed: str) -> None:
        found = trades.search(typed) if len(typed) > 1 else []
        self.found = {each.value: each for each in found}
        choices = [(each.value, label_of(each)) for each in found]
        cast(ListField, self.fields["trade"]).offer(choices, self._sentence(typed, len(found)))

    def clean_trade(self) -> Trade | None:
        return self.found.get(self.cleaned_data["trade"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("words") and not self.found:
            self.add_error("words", _("Aucun métier ne s’écrit ainsi. Essayez un autre mot."))
        return given

    @staticmethod
    def _sentence(typed: str, count: int) -> Any:
        if count >= MOST:
            return _("Les premiers métiers trouvés. Ajoutez un mot pour préciser.")
        if len(typed) > 1 and not count:
            return _("Aucun métier ne s’écrit ainsi. Essayez un autre mot.")
        return _("Choisissez le métier le plus proche.") if count else ""


def label_of(trade: Trade) -> str:
    return f"{trade.label} ({trade.occupation})" if trade.occupation else trade.label
