"""What came from the browser: the questions of the month, then the details of what was answered yes.

A form shows either what was just posted, judged, or what was typed before (a draft, last month's employers, a session that
ended), *not judged*: nobody is scolded for a page they have not sent.  ``typed`` is always flat form data, as a browser posts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.months import Month
from portal.web.fields import DayField, HoursField, MoneyField, YesNoField
from seekers.declarations.answers import Answers, Days, Employer
from seekers.declarations.findings import Finding
from seekers.declarations.models import SpanKind
from seekers.declarations.rules import MOST_EMPLOYERS, MOST_SPANS, SPAN_KINDS
from seekers.registration.models import CeaseReason

FIELD_OF = {"minutes": "time", "gross_cents": "pay"}
"""Where the page asks for an answer under another name."""


ASKED = {
    "worked": _("En %(month)s, avez-vous travaillé ?"),
    "training": _("En %(month)s, avez-vous suivi une formation ?"),
    "internship": _("En %(month)s, avez-vous fait un stage ?"),
    "sick_leave": _("En %(month)s, avez-vous été en arrêt maladie ?"),
    "maternity": _("En %(month)s, avez-vous été en congé maternité ?"),
    "paternity": _("En %(month)s, avez-vous été en congé paternité ?"),
    "pension": _("En %(month)s, avez-vous reçu une retraite ?"),
    "disability_pension": _("En %(month)s, avez-vous reçu une pension d’invalidité ?"),
    "still_looking": _("Après %(month)s, cherchez-vous toujours un emploi ?"),
}
EXPLAINED = {
    "worked": _(
        "Même quelques heures, même si vous n’êtes pas encore payé : contrat, intérim, garde d’enfants, travail à votre compte."
    ),
    "training": _("Une formation avec un organisme, à distance ou sur place."),
    "internship": _("Un stage en entreprise, payé ou non."),
    "sick_leave": _("Répondez oui si un médecin vous a arrêté, même un jour."),
    "disability_pension": _("Seulement la 2e ou la 3e catégorie : c’est écrit sur votre notification."),
    "still_looking": _(
        "Répondez oui pour garder votre inscription, même si vous étiez en formation ou en arrêt. "
        "Si vous répondez non, nous vous demanderons de confirmer : rien ne s’arrête par erreur."
    ),
}
GROUPS = (
    (_("Votre travail"), ("worked",)),
    (_("Formation et stage"), ("training", "internship")),
    (_("Santé et famille"), ("sick_leave", "maternity", "paternity")),
    (_("Retraite et invalidité"), ("pension", "disability_pension")),
    (_("La suite"), ("still_looking",)),
)


def named(month: Month) -> str:
    """``novembre 2026``, in the language of the page."""
    return date_format(month.first, "F Y")


@dataclass(frozen=True, slots=True)
class Question:
    """A yes-or-no question as the page writes it; ``said`` is ``yes``, ``no`` or empty."""

    name: str
    label: str
    hint: str
    errors: list[str]
    said: str


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


class MonthForm(Unjudged):
    """Step 1: every yes-or-no question of the month.  Nothing is preset, and nothing is left unanswered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, question in ASKED.items():
            asked = question % {"month": named(self.month)}
            missing = _("Répondez par oui ou par non.")
            self.fields[name] = YesNoField(
                label=asked,
                help_text=EXPLAINED.get(name, ""),
                error_messages={"required": missing, "invalid_choice": missing},
            )

    def groups(self) -> list[tuple[Any, list[Question]]]:
        """The questions under their headings, in the order they are asked."""
        return [(title, [self._question(name) for name in names]) for title, names in GROUPS]

    def _question(self, name: str) -> Question:
        """Ready for the page: field by field, the components would render a hundred small templates here."""
        bound = self[name]
        errors = [str(sentence) for sentence in bound.errors]
        return Question(name, str(bound.label), str(bound.help_text), errors, bound.value() or "")

    def answers(self, before: Answers) -> Answers:
        """``before`` with this page's answers; what no longer applies (employers of a "no") is dropped."""
        said: dict[str, Any] = {name: self.cleaned_data.get(name) for name in ASKED}
        if said["still_looking"] is not False:
            before = replace(before, ends_on=None, end_reason="", end_confirmed=False)
        return replace(
            before,
            **said,
            employers=before.employers if said["worked"] else (),
            spans=tuple((kind, days) for kind, days in before.spans if said.get(kind)),
        )


class EmployerForm(Unjudged):
    """One employer of the month.  Hours and pay are exact, to the minute and the cent."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Nom de l’employeur"),
        max_length=80,
        error_messages={
            "required": _("Écrivez le nom de l’employeur."),
            "max_length": _("Ce nom est trop long : 80 lettres au plus."),
        },
    )
    time = HoursField(error_messages={"required": _("Écrivez le nombre d’heures travaillées.")})
    pay = MoneyField(
        label=_("Salaire brut"),
        help_text=_("Le montant avant les cotisations, en haut de la fiche de paie. Par exemple 1 234,56."),
        error_messages={"required": _("Écrivez le salaire brut. Écrivez 0 si vous n’avez rien gagné.")},
    )
    estimated = forms.BooleanField(
        required=False, label=_("Je n’ai pas encore ma fiche de paie : ce montant est estimé")
    )
    ended = YesNoField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = {"month": named(self.month)}
        ended = self.fields["ended"]
        ended.label = _("Ce contrat s’est-il terminé en %(month)s ?") % month
        ended.error_messages["required"] = _("Dites si ce contrat s’est terminé en %(month)s.") % month
        self.fields["time"].label = _("Heures travaillées en %(month)s") % month

    def employer(self) -> Employer:
        said = self.cleaned_data
        return Employer(said["name"], said["time"], said["pay"], said["ended"], said["estimated"])


class DaysForm(Unjudged):
    """From a day to a day.  No last day means that it goes on."""

    use_required_attribute = False
    wrong = _("Écrivez une date comme 12/11/2026.")

    starts_on = DayField(
        label=_("Premier jour"), error_messages={"required": _("Écrivez le premier jour."), "invalid": wrong}
    )
    ends_on = DayField(label=_("Dernier jour"), required=False, error_messages={"invalid": wrong})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Laissez vide si cela continue après %(month)s.") % {
            "month": named(self.month)
        }

    def days(self) -> Days:
        return Days(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class EndForm(Unjudged):
    """The second question before an end of registration, with its way back."""

    use_required_attribute = False
    STAY, END = "stay", "end"

    choice = forms.ChoiceField(
        label=_("Voulez-vous vraiment mettre fin à votre inscription ?"),
        widget=forms.RadioSelect,
        choices=((STAY, _("Non, je cherche toujours un emploi")), (END, _("Oui, je mets fin à mon inscription"))),
        error_messages={"required": _("Dites si vous voulez vraiment mettre fin à votre inscription.")},
    )
    end_reason = forms.ChoiceField(
        label=_("Pour quelle raison ?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[pair for pair in CeaseReason.choices if pair[0] != CeaseReason.NOT_DECLARED],
    )
    ends_on = DayField(
        label=_("Quel est votre dernier jour d’inscription ?"),
        help_text=_("Ce jour-là compte encore."),
        required=False,
        error_messages={"invalid": DaysForm.wrong},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("choice") == self.END:
            if not said.get("end_reason"):
                self.add_error("end_reason", _("Choisissez une raison."))
            if not said.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", _("Écrivez votre dernier jour d’inscription."))
        return said

    def answers(self, before: Answers) -> Answers:
        """``before`` with the end confirmed, or with the person still looking."""
        if self.cleaned_data["choice"] == self.STAY:
            return replace(before, still_looking=True, ends_on=None, end_reason="", end_confirmed=False)
        said = self.cleaned_data
        return replace(before, ends_on=said["ends_on"], end_reason=said["end_reason"], end_confirmed=True)


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


def _set_of(form: type[forms.Form], most: int) -> type[forms.BaseFormSet]:
    return forms.formset_factory(form, formset=UnjudgedSet, extra=0, max_num=most, absolute_max=most, validate_max=True)


Employers, Spans = _set_of(EmployerForm, MOST_EMPLOYERS), _set_of(DaysForm, MOST_SPANS)


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
