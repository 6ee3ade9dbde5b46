"""What the forms of a page refuse: sentences for the person, codes for whoever helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField

MOST_CODES = 20


def problems_of(*forms: BaseForm | BaseFormSet[Any]) -> list[dict[str, str]]:
    """Each ``text`` with the ``anchor`` and the ``label`` of its field, in the order of the page; both absent for a whole form."""
    found: list[dict[str, str]] = []
    for form in forms:
        general = form.non_form_errors() if isinstance(form, BaseFormSet) else []
        found += [{"text": str(text), "anchor": ""} for text in general]
        for member in _members(form):
            found += [{"text": str(text), "anchor": ""} for text in member.non_field_errors()]
            for field in member:
                here = {"anchor": anchor(field), "label": _label(field)}
                found += [{"text": str(text), **here} for text in field.errors]
    return found


def codes_of(*forms: Any) -> list[str]:
    """``field:code`` for each thing that a page refused: enough to understand, nothing of what was typed."""
    codes: dict[str, None] = {}
    for form in forms:
        for member in _members(form):
            for field in member or ():
                for error in field.errors.as_data() if hasattr(field.errors, "as_data") else field.errors:
                    codes[f"{field.html_name}:{getattr(error, 'code', None) or 'invalid'}"] = None
    return list(codes)[:MOST_CODES]


def anchor(field: BoundField) -> str:
    """The id on which a link to this field must land: a group of inputs is reached by its first one."""
    return field.id_for_label or f"{field.auto_id}_0"


def _members(form: Any) -> Iterator[Any]:
    yield from form.forms if isinstance(form, BaseFormSet) else [form]


def _label(field: BoundField) -> str:
    """``Employeur 2, Salaire brut``: a form of which there are several (``row_name``) says which one it is."""
    name, number = getattr(field.form, "row_name", ""), (field.form.prefix or "").rpartition("-")[2]
    return f"{name % {'number': int(number) + 1}}, {field.label}" if name and number.isdecimal() else str(field.label)
