"""Form fields that tired people can fill: money in euros and cents, hours with minutes, a day, a yes or no unset.

Each gives back what the rules work with: integer cents, integer minutes, a date, a bool.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from portal import money

SPACES = re.compile(r"\s+")  # of every kind: people paste no-break and thin ones
AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(?: \d{3}){1,2}(?:[.,]\d{1,2})?", re.ASCII)
MINUTES_IN_AN_HOUR = 60

AUTOFILL = {
    forms.EmailField: {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    forms.URLField: {"inputmode": "url"},
    forms.DecimalField: {"inputmode": "decimal"},
    forms.IntegerField: {"inputmode": "numeric"},
}
TYPED = (forms.TextInput, forms.Textarea)


def input_attributes(field: BoundField) -> dict[str, str | bool]:
    """The attributes that the kind of field calls for, where its widget has not already chosen."""
    widget = field.field.widget
    wanted: dict[str, str | bool] = {}
    for kind, attributes in AUTOFILL.items():
        if isinstance(field.field, kind):
            wanted |= attributes
    if isinstance(widget, TYPED):
        wanted.setdefault("autocomplete", "off")
    return {name: value for name, value in wanted.items() if name not in widget.attrs}


class MoneyField(forms.Field):
    """Euros typed with a comma or a dot; gives integer cents. Refuses what has two readings, such as ``1,234``."""

    unit = "€"
    default_error_messages = {
        "unreadable": _("Écrivez un montant en euros, par exemple 1 250,40."),
        "negative": _("Ce montant ne peut pas être négatif."),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "input-money"}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Cents as a person would type them: ``125040`` is ``1250,40``."""
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02d}"
        return value

    def to_python(self, value: Any) -> int | None:
        text = SPACES.sub(" ", str(value or "")).replace("€", "").strip()
        if not text:
            return None
        if text.startswith(("-", "\u2212")):
            raise ValidationError(self.error_messages["negative"], code="negative")
        if not (AMOUNT.fullmatch(text) or GROUPED.fullmatch(text)):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return money.in_cents(Decimal(text.replace(" ", "").replace(",", ".")))


class HoursWidget(forms.MultiWidget):
    template_name = "components/hours_widget.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off", "class": "input-number", "maxlength": "3"}
        super().__init__(
            widgets={
                "hours": forms.TextInput(attrs=number),
                "minutes": forms.TextInput(attrs=number | {"maxlength": "2"}),
            }
        )

    def decompress(self, value: int | None) -> list[int | None]:
        return list(divmod(value, MINUTES_IN_AN_HOUR)) if value is not None else [None, None]


class HoursField(forms.MultiValueField):
    """Hours and minutes in two boxes; gives integer minutes. Empty minutes count as 0."""

    def __init__(self, *, most_hours: int = 744, **options: Any) -> None:
        sentence = _("Écrivez les heures et les minutes en chiffres.")
        not_a_number = {"invalid": sentence, "min_value": sentence}
        hours = forms.IntegerField(
            min_value=0,
            max_value=most_hours,
            error_messages=not_a_number
            | {
                "max_value": _("Un mois ne compte pas autant d’heures."),
                "incomplete": _("Écrivez le nombre d’heures."),
            },
        )
        minutes = forms.IntegerField(
            min_value=0,
            max_value=59,
            required=False,
            error_messages=not_a_number | {"max_value": _("Les minutes vont de 0 à 59.")},
        )
        super().__init__(fields=(hours, minutes), widget=HoursWidget(), require_all_fields=False, **options)

    def compress(self, values: list[int | None]) -> int | None:
        if not values or values[0] is None:
            return None
        return values[0] * MINUTES_IN_AN_HOUR + (values[1] or 0)


class DayField(forms.DateField):
    """A day, by the phone's own calendar; ``12/06/2026`` typed by hand is understood too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)


class YesNoField(forms.TypedChoiceField):
    """Two large buttons, neither preset: a person who has not answered has not said no. Gives a bool, None if empty."""

    wide_choices = True
    default_error_messages = {"required": _("Répondez par oui ou par non.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=(("yes", _("Oui")), ("no", _("Non"))),
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            widget=forms.RadioSelect(),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
