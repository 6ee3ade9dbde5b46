"""The simulation: a person, jobs and interruptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.web.fields import DayField, HoursField, MoneyField
from portal.web.unjudged import Unjudged
from seekers.registration.answers import Answers, Job, Pause, Situation
from seekers.registration.models import EndReason, InterruptionKind

MOST_JOBS, MOST_PAUSES = 20, 12
MOST_HOURS = 20_000
LONGEST = 300
"""Letters of one field that come back on the page."""


class PersonForm(Unjudged):
    birth_date = DayField(
        label=_("Votre date de naissance"),
        help_text=_("L’âge change la période regardée et la durée du droit."),
        error_messages={"required": _("Écrivez votre date de naissance."), "invalid": _("Exemple : 12/04/1985.")},
    )
    registered_on = DayField(
        label=_("Jour où vous vous inscririez"),
        error_messages={"required": _("Écrivez une date."), "invalid": _("Exemple : 02/11/2026.")},
    )
    first_time = forms.BooleanField(
        label=_("Je n’ai jamais eu d’allocation chômage ces 20 dernières années"), required=False
    )
    worked_abroad = forms.BooleanField(
        label=_("J’ai travaillé dans un autre pays que la France ces dernières années"), required=False
    )
    overseas = forms.BooleanField(label=_("J’habite outre-mer"), required=False)
    mayotte = forms.BooleanField(label=_("J’habite à Mayotte"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        born, registered = said.get("birth_date"), said.get("registered_on")
        if born and registered and registered <= born:
            self.add_error("birth_date", _("Vérifiez la date de naissance : elle vient après l’inscription."))
        return said


class PeriodForm(Unjudged):
    """From a day to a day."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Le dernier jour vient après le premier."))
        return said


class JobForm(PeriodForm):
    employer = forms.CharField(label=_("Employeur"), max_length=80, required=False)
    starts_on = DayField(label=_("Premier jour"), error_messages={"required": _("Écrivez le premier jour.")})
    ends_on = DayField(
        label=_("Dernier jour"),
        help_text=_("Laissez vide si vous y travaillez encore."),
        required=False,
    )
    gross = MoneyField(
        label=_("Salaire brut, en tout"),
        help_text=_(
            "Tout ce que vous avez gagné dans cet emploi ces 24 derniers mois (36 à partir de 55 ans), primes comprises."
        ),
        error_messages={"required": _("Écrivez votre salaire brut, même à peu près.")},
    )
    time = HoursField(
        label=_("Heures travaillées, en tout"),
        help_text=_("Laissez vide si vous étiez à temps plein."),
        required=False,
        most_hours=MOST_HOURS,
    )
    end_reason = forms.ChoiceField(
        label=_("Comment cet emploi s’est-il terminé ?"),
        choices=[("", _("Choisissez")), *EndReason.choices],
        error_messages={"required": _("Choisissez comment cet emploi s’est terminé.")},
    )
    seasonal = forms.BooleanField(label=_("C’était un contrat saisonnier"), required=False)
    holiday_indemnity = MoneyField(label=_("Congés payés non pris, payés à la fin"), required=False)
    termination_indemnity = MoneyField(
        label=_("Indemnité de fin de contrat au-delà de ce que la loi prévoit"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time"].widget.widgets[0].attrs["maxlength"] = str(len(str(MOST_HOURS)))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        ended, reason = said.get("ends_on"), said.get("end_reason")
        if reason and "ends_on" not in self.errors and (ended is None) != (reason == EndReason.STILL_WORKING):
            self.add_error("ends_on", _("Écrivez le dernier jour, ou dites que vous y travaillez encore."))
        return said

    def job(self) -> Job:
        said = self.cleaned_data
        return Job(
            employer=said["employer"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            gross_cents=said["gross"],
            minutes=said["time"] or 0,
            end_reason=said["end_reason"],
            seasonal=said["seasonal"],
            holiday_indemnity_cents=said["holiday_indemnity"] or 0,
            termination_indemnity_cents=said["termination_indemnity"] or 0,
        )


class PauseForm(PeriodForm):
    kind = forms.ChoiceField(
        label=_("Quelle interruption ?"),
        choices=[("", _("Choisissez")), *InterruptionKind.choices],
        error_messages={"required": _("Choisissez de quoi il s’agit.")},
    )
    starts_on = DayField(label=_("Premier jour"), error_messages={"required": _("Écrivez le premier jour.")})
    ends_on = DayField(label=_("Dernier jour"), error_messages={"required": _("Écrivez le dernier jour.")})

    def pause(self) -> Pause:
        said = self.cleaned_data
        return Pause(said["kind"], said["starts_on"], said["ends_on"])


ROWS: dict[str, tuple[type[PeriodForm], int]] = {"jobs": (JobForm, MOST_JOBS), "pauses": (PauseForm, MOST_PAUSES)}
"""The lists of the page: their form, and the most rows."""


class Simulation:
    """The whole page, from what was posted; rows left blank count for nothing."""

    def __init__(self, posted: Mapping[str, Any], *, judged: bool = True) -> None:
        self.person = PersonForm(posted, judged=judged)
        self.jobs = [JobForm(posted, prefix=f"jobs-{n}", judged=judged) for n in range(count(posted, "jobs"))]
        self.pauses = [PauseForm(posted, prefix=f"pauses-{n}", judged=judged) for n in range(count(posted, "pauses"))]
        if judged:
            self.jobs, self.pauses = self._filled(self.jobs), self._filled(self.pauses)

    @staticmethod
    def _filled(rows: list[Any]) -> list[Any]:
        return [row for row in rows if row.has_changed()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Every field of the page, in its order: for the error summary."""
        for form in (self.person, *self.jobs, *self.pauses):
            yield from form

    def non_field_errors(self) -> list[str]:
        return []

    @property
    def wrong(self) -> bool:
        return any(field.errors for field in self)

    def is_valid(self) -> bool:
        found = [form.is_valid() for form in (self.person, *self.jobs, *self.pauses)]  # each, so that all errors show
        return all(found)

    def answers(self) -> Answers:
        """What the same person would answer in an application."""
        said = self.person.cleaned_data
        jobs, pauses = tuple(row.job() for row in self.jobs), tuple(row.pause() for row in self.pauses)
        situation = Situation(
            claims=True,
            worked=bool(jobs),
            jobs=jobs,
            interrupted=bool(pauses),
            pauses=pauses,
            had_right_before=not said["first_time"],
            worked_abroad=said["worked_abroad"] or None,
        )
        return Answers(situation=situation)


def blank(registered_on: str) -> QueryDict:
    """The page before anything is typed: one job, no interruption."""
    page = QueryDict(mutable=True)
    page.update({"registered_on": registered_on, "jobs-TOTAL": "1", "pauses-TOTAL": "0"})
    return page


def count(posted: Mapping[str, Any], prefix: str) -> int:
    """How many rows there are; whatever a stranger wrote there, no more than there can be."""
    written = str(posted.get(f"{prefix}-TOTAL", "0"))
    most = ROWS[prefix][1]
    return min(int(written), most) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def with_row(posted: QueryDict, prefix: str) -> QueryDict:
    """The same page with one more blank row, while there is room."""
    page = posted.copy()
    page[f"{prefix}-TOTAL"] = str(min(count(posted, prefix) + 1, ROWS[prefix][1]))
    return page


def _boxes(form: type[PeriodForm]) -> Iterator[str]:
    """The names that a browser posts for one row: a field of two boxes posts two."""
    for name, field in form.base_fields.items():
        widget = field.widget
        yield from (name + box for box in getattr(widget, "widgets_names", [""]))


def without_row(posted: QueryDict, prefix: str, gone: int) -> QueryDict:
    """The same page without row ``gone``: the rows below move up."""
    rows = [
        {name: str(posted.get(f"{prefix}-{n}-{name}", ""))[:LONGEST] for name in _boxes(ROWS[prefix][0])}
        for n in range(count(posted, prefix))
        if n != gone
    ]
    page = QueryDict(mutable=True)
    page.update({name: str(words) for name, words in posted.items() if not name.startswith(f"{prefix}-")})
    page[f"{prefix}-TOTAL"] = str(len(rows))
    for n, row in enumerate(rows):
        page.update({f"{prefix}-{n}-{name}": words for name, words in row.items() if words})
    return page
