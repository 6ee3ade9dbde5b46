"""The working life: does the person claim, have they worked, one block for each job, the interruptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal import identifiers
from portal.web.fields import DayField, HoursField, MoneyField, YesNoField
from portal.web.unjudged import set_of
from seekers.registration import rules
from seekers.registration.answers import Answers, Job, Pause, Situation
from seekers.registration.findings import Finding
from seekers.registration.forms.asking import CHOOSE, DAY, Asked, Asking, text
from seekers.registration.models import EndReason, InterruptionKind
from seekers.registration.rules.words import NAME_MOST
from seekers.registration.rules.work import MOST_JOBS, MOST_PAUSES

MOST_HOURS = 99_999
FIELD_OF = {
    "minutes": "time", "gross_cents": "pay", "termination_indemnity_cents": "termination", "holiday_indemnity_cents": "holiday",
}  # fmt: skip
"""Where the page asks for an answer under another name."""


class HeadForm(Asked):
    """The yes-or-no questions around the jobs.  Each names the days it speaks of."""

    claims = YesNoField(
        label=_("Demandez-vous une allocation chômage ?"),
        help_text=_("Vous pouvez aussi vous inscrire sans rien demander, et le demander plus tard."),
    )
    worked = YesNoField(
        help_text=_("Tous les contrats comptent, même courts : CDI, CDD, intérim, saison, apprentissage.")
    )
    interrupted = YesNoField(
        required=False,
        label=_("Pendant ces emplois, y a-t-il eu des arrêts ou des congés longs ?"),
        help_text=_(
            "Arrêt maladie, maternité, accident du travail, formation, congé parental… Ils peuvent améliorer votre calcul."
        ),
    )
    had_right_before = YesNoField(
        required=False,
        label=_("Avez-vous déjà touché le chômage, même il y a longtemps ?"),
        help_text=_(
            "Si c’est la première fois, il faut avoir moins travaillé pour y avoir droit. Vous ne savez plus ? Passez."
        ),
    )

    worked_abroad = YesNoField(
        required=False,
        help_text=_(
            "N’écrivez pas ces emplois ci-dessus. En Europe, demandez dès maintenant le formulaire U1 au service de l’emploi du "
            "pays : ce travail peut compter. Pour un autre pays, un conseiller regarde avec vous. La réponse vient alors en "
            "dix jours au plus, une fois vos documents reçus."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = rules.asked_since(self.asking.answers.identity.birth_date, self.asking.today)
        since = {"since": date_format(asked, "F Y")}
        self.fields["worked"].label = _("Depuis le 1er %(since)s, avez-vous travaillé ?") % since
        self.fields["worked_abroad"].label = (
            _("Depuis le 1er %(since)s, avez-vous travaillé dans un autre pays que la France ?") % since
        )


class JobForm(Asked):
    """One job.  Pay and hours of the whole contract, or of its part in the period that is asked for."""

    row_name = _("Emploi %(number)s")
    employer = text(_("Nom de l’employeur"), NAME_MOST)
    starts_on = DayField(label=_("Premier jour du contrat"), error_messages=DAY)
    ends_on = DayField(
        label=_("Dernier jour du contrat"), required=False, error_messages=DAY,
        help_text=_("Le dernier jour payé, préavis compris. Laissez vide si vous y travaillez encore."),
    )  # fmt: skip
    end_reason = forms.ChoiceField(
        label=_("Comment cela s’est-il terminé ?"),
        choices=[("", _("Choisissez")), *EndReason.choices],
        error_messages=CHOOSE,
    )
    pay = MoneyField(error_messages={"required": _("Écrivez le salaire brut. Écrivez 0 si vous n’avez rien gagné.")})
    time = HoursField(most_hours=MOST_HOURS, error_messages={"required": _("Écrivez le nombre d’heures travaillées.")})
    seasonal = forms.BooleanField(required=False, label=_("C’était un emploi saisonnier"))
    holiday = MoneyField(
        required=False,
        label=_("Congés payés non pris (indemnité compensatrice)"),
        help_text=_("Sur la dernière fiche de paie. Cela peut retarder le premier jour payé. Rien ? Laissez vide."),
    )
    termination = MoneyField(
        required=False,
        label=_("Indemnité de départ au-delà du minimum légal"),
        help_text=_(
            "Seulement ce que l’employeur a payé en plus de l’obligation légale. Vous ne savez pas ? Laissez vide."
        ),
    )
    siret = forms.CharField(
        required=False, max_length=60, label=_("Numéro SIRET de l’employeur"),
        help_text=_("14 chiffres, en haut de la fiche de paie. Facultatif."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = date_format(rules.asked_since(self.asking.answers.identity.birth_date, self.asking.today), "F Y")
        self.fields["pay"].label = _("Salaire brut total depuis le 1er %(since)s") % {"since": since}
        self.fields["pay"].help_text = _("Additionnez les salaires bruts de vos fiches de paie, primes comprises.")
        self.fields["time"].label = _("Heures payées depuis le 1er %(since)s") % {"since": since}
        self.fields["time"].help_text = _(
            "À temps plein, comptez 151 h 40 par mois. C’est écrit sur vos fiches de paie."
        )
        hours = self.fields["time"].widget.widgets[0]
        hours.attrs["maxlength"] = "5"

    def job(self) -> Job:
        typed = self.cleaned_data
        return Job(
            employer=typed["employer"], starts_on=typed["starts_on"], ends_on=typed["ends_on"], gross_cents=typed["pay"],
            minutes=typed["time"], end_reason=typed["end_reason"], siret=_siret(typed["siret"]),
            seasonal=typed["seasonal"], termination_indemnity_cents=typed["termination"] or 0,
            holiday_indemnity_cents=typed["holiday"] or 0,
        )  # fmt: skip


class PauseForm(Asked):
    row_name = _("Interruption %(number)s")
    kind = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=[("", _("Choisissez")), *InterruptionKind.choices], error_messages=CHOOSE
    )
    starts_on = DayField(label=_("Premier jour d’interruption"), error_messages=DAY)
    ends_on = DayField(label=_("Dernier jour d’interruption"), error_messages=DAY)

    def pause(self) -> Pause:
        typed = self.cleaned_data
        return Pause(typed["kind"], typed["starts_on"], typed["ends_on"])


Jobs, Pauses = set_of(JobForm, MOST_JOBS), set_of(PauseForm, MOST_PAUSES)


class SituationForm:
    """The page as one form: its head, its jobs, its interruptions.  Answers as a ``StepForm`` does."""

    part = "situation"

    def __init__(self, typed: Any, *, asking: Asking, judged: bool = True) -> None:
        self.asking = asking
        self.head = HeadForm(typed, asking=asking, judged=judged)
        self.jobs = Jobs(typed, prefix="jobs", asking=asking, judged=judged)
        self.pauses = Pauses(typed, prefix="pauses", asking=asking, judged=judged)

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Every field of the page, in its order: for the error summary and the help box."""
        for form in (self.head, *self.jobs.forms, *self.pauses.forms):
            yield from form

    def non_field_errors(self) -> list[str]:
        rows = [str(sentence) for each in (self.jobs, self.pauses) for sentence in each.non_form_errors()]
        return [*map(str, self.head.non_field_errors()), *rows]

    @property
    def wrong(self) -> bool:
        return any(field.errors for field in self) or bool(self.non_field_errors())

    @property
    def has_jobs(self) -> bool:
        return bool(self.head["worked"].value() == "yes")

    def is_sound(self) -> bool:
        """Everything is typed, and nothing is impossible.  Jobs are not judged when the person says they had none."""
        asked = [self.head.is_valid()]
        if self.has_jobs:
            asked.append(self.jobs.is_valid())
            if self.head["interrupted"].value() == "yes":
                asked.append(self.pauses.is_valid())
        if not all(asked):
            return False
        return not self.blame_all(rules.problems_of(self.part, self.answers(), self.asking.today))

    def answers(self) -> Answers:
        return replace(self.asking.answers, situation=self.said())

    def said(self) -> Situation:
        head = self.head.cleaned_data
        worked, interrupted = head["worked"], head["interrupted"]
        return Situation(
            claims=head["claims"],
            worked=worked,
            jobs=tuple(form.job() for form in self.jobs.filled) if worked else (),
            interrupted=interrupted if worked else None,
            pauses=tuple(form.pause() for form in self.pauses.filled) if worked and interrupted else (),
            had_right_before=head["had_right_before"],
            worked_abroad=head["worked_abroad"],
        )

    def blame_all(self, problems: Iterable[Finding]) -> bool:
        found = list(problems)
        for problem in found:
            self._blame(problem)
        return bool(found)

    def _blame(self, problem: Finding) -> None:
        where, _dot, rest = problem.field.partition(".")
        rows = {"jobs": self.jobs.filled, "pauses": self.pauses.filled}.get(where)
        place, _dot, name = rest.partition(".")
        if rows is not None and place.isdigit() and int(place) < len(rows):
            rows[int(place)].add_error(FIELD_OF.get(name, name), problem.sentence)
        elif rows is not None:
            asked = "worked" if where == "jobs" else "interrupted"
            self.head.add_error(asked, problem.sentence)
        else:
            self.head.add_error(where if where in self.head.fields else None, problem.sentence)


def _siret(typed: str) -> str:
    try:
        return identifiers.siret(typed) if typed.strip() else ""
    except identifiers.NotValid:
        return typed.strip()
