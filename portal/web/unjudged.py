"""A form shows either what was just posted, judged, or what was typed before (a draft, last month's employers, a session that
ended), *not judged*: nobody is scolded for a page they have not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList


class Unjudged(forms.Form):
    """``judged=False``: shows what was typed, says nothing of it."""

    use_required_attribute = False

    def __init__(self, *args: Any, judged: bool = True, **options: Any) -> None:
        self.judged = judged
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(), {}


class UnjudgedSet(forms.BaseFormSet):
    """A list of such forms; ``judged`` as above, ``given`` is what each of them must know besides."""

    _errors: list[ErrorDict]
    _non_form_errors: ErrorList

    def __init__(self, typed: Mapping[str, Any], *, prefix: str, judged: bool, **given: Any) -> None:
        self.judged = judged
        if not all(str(typed.get(f"{prefix}-{count}", "")).isdecimal() for count in ("TOTAL_FORMS", "INITIAL_FORMS")):
            # The list was not on the page that was sent: another tab asked for it meanwhile.  It begins with a blank row.
            typed = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
        super().__init__(typed, prefix=prefix, form_kwargs={**given, "judged": judged})

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
        else:
            self._errors, self._non_form_errors = [], ErrorList()

    @property
    def filled(self) -> list[Any]:
        """Rows left wholly blank count for nothing."""
        return [form for form in self.forms if form.has_changed()]


def set_of(form: type[Unjudged], most: int) -> type[UnjudgedSet]:
    """A list of ``form``, of ``most`` rows at the most, whatever a stranger writes."""
    return forms.formset_factory(  # type: ignore[return-value]  # made of ``formset``
        form, formset=UnjudgedSet, extra=0, max_num=most, absolute_max=most, validate_max=True
    )
