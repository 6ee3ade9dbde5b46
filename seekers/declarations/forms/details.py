"""The second page: the details of what was answered yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.findings import Finding
from seekers.declarations.forms.rows import Employers, EndForm, Spans
from seekers.declarations.models import SpanKind
from seekers.declarations.rules import SPAN_KINDS

FIELD_OF = {"minutes": "time", "gross_cents": "pay"}
"""Where the page asks for an answer under another name."""


class Details:
    """Step 2: the employers, the dates, and the end of registration, each only when it was answered yes (or no, for the last)."""

    def __init__(self, answers: Answers, month: Month, typed: Mapping[str, Any], *, judged: bool = True) -> None:
        options: dict[str, Any] = {"month": month, "judged": judged}
        self.before = answers
        self.employers = Employers(typed, prefix="employers", **options) if answers.worked else None
        self.spans = {kind: Spans(typed, prefix=kind, **options) for kind in SPAN_KINDS if getattr(answers, kind)}
        self.end = EndForm(typed, prefix="end", **options) if answers.still_looking is False else None

    @property
    def parts(self) -> list[Any]:
        return [part for part in (self.employers, *self.spans.values(), self.end) if part is not None]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Every field of the page, in its order: for the error summary."""
        for part in self.parts:
            for form in [part] if isinstance(part, forms.Form) else part.forms:
                yield from form

    def non_field_errors(self) -> list[str]:
        sets = (part for part in self.parts if isinstance(part, forms.BaseFormSet))
        return [str(sentence) for rows in sets for sentence in rows.non_form_errors()]

    @property
    def wrong(self) -> bool:
        return any(field.errors for field in self) or bool(self.non_field_errors())

    def groups(self) -> list[dict[str, Any]]:
        """The rows of days under the question that asks for them."""
        return [
            {
                "kind": kind,
                "title": SpanKind(kind).label,
                "rows": rows,
                "many": len(rows.forms) > 1,
                "add": f"add:{kind}",
            }
            for kind, rows in self.spans.items()
        ]

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self.parts]  # each is asked, so that every error shows at once
        return all(valid) and not self._empty()

    def _empty(self) -> bool:
        """A "yes" with no line beneath it.  Rows left wholly blank count for nothing."""
        empty = False
        sets = {"employers": self.employers, **self.spans}
        for name, rows in sets.items():
            if rows is not None and not self._filled(rows):
                empty = True
                sentence = (
                    _("Ajoutez au moins un employeur.") if name == "employers" else _("Écrivez au moins une période.")
                )
                first = rows.forms[0] if rows.forms else None
                if first is not None:
                    first.add_error("name" if name == "employers" else "starts_on", sentence)
                else:
                    rows.non_form_errors().append(sentence)
        return empty

    @staticmethod
    def _filled(rows: forms.BaseFormSet) -> list[Any]:
        return [form for form in rows.forms if form.has_changed()]

    def answers(self) -> Answers:
        """The answers so far with what this page adds; call it once ``is_valid`` has said yes."""
        employers = (
            tuple(form.employer() for form in self._filled(self.employers)) if self.employers is not None else ()
        )
        spans = tuple((kind, form.days()) for kind, rows in self.spans.items() for form in self._filled(rows))
        said = replace(self.before, employers=employers, spans=spans)
        return self.end.answers(said) if self.end is not None else said

    def blame(self, problem: Finding) -> bool:
        """Show ``problem`` on the field it speaks of; False when it is not asked on this page."""
        parts = problem.field.split(".")
        form, name = self._asking(parts)
        if form is None or name not in form.fields:
            return False
        form.add_error(name, problem.sentence)
        return True

    def blame_all(self, problems: Iterable[Finding]) -> bool:
        """``blame`` each of them, not only the first; False when none is asked on this page."""
        shown = [self.blame(problem) for problem in problems]
        return any(shown)

    def _asking(self, parts: list[str]) -> tuple[forms.Form | None, str]:
        name = FIELD_OF.get(parts[-1], parts[-1])
        rows: list[forms.Form] = []
        if parts[0] == "employers" and self.employers is not None:
            rows = self._filled(self.employers)
        elif parts[0] == "spans":
            rows = [form for spans in self.spans.values() for form in self._filled(spans)]
        elif self.end is not None:
            return self.end, {"end_confirmed": "choice"}.get(name, name)
        if len(parts) == 3 and parts[1].isdigit() and int(parts[1]) < len(rows):
            return rows[int(parts[1])], name
        return None, name
