"""The questions of the month, each answered by yes or by no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.months import Month
from portal.web.fields import YesNoField
from seekers.declarations.answers import Answers
from seekers.declarations.forms.monthly import Monthly

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


class MonthForm(Monthly):
    """Step 1: every yes-or-no question of the month.  Nothing is preset, and nothing is left unanswered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
