"""A form shows either what was just posted, judged, or what was typed before (a draft, last month's employers, a session that
ended), *not judged*: nobody is scolded for a page they have not sent.  ``typed`` is always flat form data, as a browser posts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList

from portal.months import Month


class Unjudged(forms.Form):
    """A form that can show what was typed without saying what is wrong with it."""

    def __init__(self, *args: Any, month: Month, judged: bool = True, **kwargs: Any) -> None:
        self.month, self.judged = month, judged
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(), {}


class UnjudgedSet(forms.BaseFormSet):
    """A list of such forms; ``judged`` as above."""

    _errors: list[ErrorDict]
    _non_form_errors: ErrorList

    def __init__(self, typed: Mapping[str, Any], *, prefix: str, month: Month, judged: bool) -> None:
        self.judged = judged
        super().__init__(typed, prefix=prefix, form_kwargs={"month": month, "judged": judged})

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
        else:
            self._errors, self._non_form_errors = [], ErrorList()


def set_of(form: type[forms.Form], most: int) -> type[forms.BaseFormSet]:
    return forms.formset_factory(form, formset=UnjudgedSet, extra=0, max_num=most, absolute_max=most, validate_max=True)
