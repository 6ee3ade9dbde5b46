"""What every page of the journey shares.  Forms know nothing of a request: an advisor on the phone and the keying of paper fill
the same ones, and show what was typed before (a draft, a file, a certificate) without judging it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.unjudged import Unjudged
from seekers.registration import rules
from seekers.registration.answers import Answers
from seekers.registration.findings import Finding

CHOOSE = {"required": _("Choisissez une réponse."), "invalid_choice": _("Choisissez une des réponses proposées.")}
WRITE = {"required": _("Répondez à cette question.")}
DAY = {"required": _("Écrivez une date comme 12/11/2026."), "invalid": _("Écrivez une date comme 12/11/2026.")}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page must know to ask: the day where the person lives, what they said so far, and what the view looked up."""

    today: date
    answers: Answers = field(default_factory=Answers)
    vouched: bool = False
    """The State, or the file, says who the person is: those answers are shown, not asked."""
    communes: tuple[tuple[str, str], ...] = ()
    """(INSEE code, name) of the postcode that was typed."""
    titles: tuple[tuple[str, str], ...] = ()
    """(``ROME:appellation``, label) of the trade that was typed."""


class Asked(Unjudged):
    """A part of a page."""

    def __init__(self, data: Any, *, asking: Asking, **options: Any) -> None:
        self.asking = asking
        super().__init__(data, **options)


class StepForm(Asked):
    """One page.  ``part`` is the name of its answers; ``said`` makes them of what was typed."""

    part: ClassVar[str]
    field_of: ClassVar[dict[str, str]] = {}
    """Where the page asks for an answer under another name."""

    def said(self) -> Any:
        raise NotImplementedError

    def answers(self) -> Answers:
        """The answers so far with what this page adds; call it once ``is_valid`` has said yes."""
        return replace(self.asking.answers, **{self.part: self.said()})

    def is_sound(self) -> bool:
        """Everything is typed, and nothing is impossible: the sentences stand on their fields."""
        if not self.is_valid():
            return False
        return not self.blame_all(rules.problems_of(self.part, self.answers(), self.asking.today))

    def blame_all(self, problems: Iterable[Finding]) -> bool:
        """Show each problem on the field it speaks of; False when there is none."""
        found = list(problems)
        for problem in found:
            name = self.field_of.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, problem.sentence)
        return bool(found)

    @property
    def wrong(self) -> bool:
        return bool(self.errors)

    def parts(self) -> Iterator[Any]:
        """For the error summary, which is given every form of the page."""
        yield self


def text(label: Any, most: int, *, required: bool = True, **options: Any) -> forms.CharField:
    """A line of words.  Its length is judged by the rules too: paper and the telephone come without a browser."""
    too_long = _("C’est trop long : %(most)s signes au plus.") % {"most": most}
    messages: dict[str, Any] = {"required": WRITE["required"], "max_length": too_long}
    return forms.CharField(label=label, max_length=most, required=required, error_messages=messages, **options)


def one_of(
    label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = True, **options: Any
) -> forms.ChoiceField:
    """Radio buttons, none preset."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=required,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        **options,
    )
