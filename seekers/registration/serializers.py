"""An application as JSON: types and completeness, nothing of the law.  Money in cents, time in minutes, days as ISO dates.

What a step says is read from ``answers``: a field written there is a field here, and no other (never ``__all__``).
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from datetime import date
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from rest_framework import serializers

from portal.web.typed import LONGEST, MOST_WORDS
from seekers.registration.answers import Answers
from seekers.registration.models import ApplicationState, Step
from seekers.registration.models.application import Via
from seekers.registration.rules.work import MOST_JOBS

MOST_NUMBER = 99_999_999_999


def _serializer(kind: type) -> type[serializers.Serializer]:
    """One value of ``answers``, field by field; what it cannot be without is required."""
    hints = get_type_hints(kind)
    declared: dict[str, Any] = {each.name: _field(hints[each.name], each) for each in fields(kind)}
    about = {"__doc__": (kind.__doc__ or "").split("\n")[0]}
    return type(f"Application{kind.__name__}Serializer", (serializers.Serializer,), declared | about)


def _field(hint: Any, known: Field) -> serializers.Field:
    preset: dict[str, Any] = {} if known.default is MISSING else {"default": known.default}
    if get_origin(hint) is tuple:
        (inner,) = {each for each in get_args(hint) if each is not ...}
        if inner is str:
            return serializers.ListField(
                child=serializers.CharField(max_length=LONGEST), max_length=MOST_WORDS, default=list
            )
        return serializers.ListSerializer(child=_serializer(inner)(), max_length=MOST_JOBS, default=list)
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not type(None))
        preset["allow_null"] = True
    if hint is str:
        return serializers.CharField(max_length=LONGEST, allow_blank=True, **preset)
    if hint is int:
        return serializers.IntegerField(min_value=0, max_value=MOST_NUMBER, **preset)
    return {bool: serializers.BooleanField, date: serializers.DateField}[hint](**preset)


PARTS: dict[str, type[serializers.Serializer]] = {
    name: _serializer(kind) for name, kind in get_type_hints(Answers).items()
}
"""By the name of the answers of a step (``identity``…)."""

AnswersSerializer = type(
    "ApplicationAnswersSerializer",
    (serializers.Serializer,),
    {name: part() for name, part in PARTS.items()} | {"__doc__": "What each step says."},
)


class BeginningSerializer(serializers.Serializer):
    first_name = serializers.CharField(max_length=80)
    last_name = serializers.CharField(max_length=80)


class ResumingSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=40)
    birth_date = serializers.DateField()


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="shown once; opens the draft once, with the date of birth")


class StepLineSerializer(serializers.Serializer):
    step = serializers.ChoiceField(Step.choices)
    title = serializers.CharField()
    is_done = serializers.BooleanField()


class ApplicationSerializer(serializers.Serializer):
    """Where somebody stands.  ``to_check`` says nothing of what is checked: everybody passes by it."""

    state = serializers.ChoiceField(ApplicationState.choices)
    edition = serializers.IntegerField(help_text="raised by each save")
    saved_at = serializers.DateTimeField()
    step = serializers.ChoiceField(Step.choices, help_text="where to go on")
    steps = StepLineSerializer(many=True)
    receipt = serializers.CharField(allow_null=True)


class FindingOfApplicationSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="of a surprise: send it back in `confirmed`")
    step = serializers.CharField()
    field = serializers.CharField()
    code = serializers.CharField()
    sentence = serializers.CharField()


class SavingSerializer(serializers.Serializer):
    """``answers`` are those of one step: each step has its own."""

    edition = serializers.IntegerField(min_value=0, help_text="the one that was read")


class StepSerializer(serializers.Serializer):
    """With the ``answers`` of that step: the last that were in order."""

    step = serializers.ChoiceField(Step.choices)
    edition = serializers.IntegerField()
    is_done = serializers.BooleanField()
    typed = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        allow_null=True,
        help_text="kept word for word, and not in order yet",
    )
    problems = FindingOfApplicationSerializer(many=True)


class PieceSerializer(serializers.Serializer):
    kind = serializers.CharField()
    about = serializers.CharField()
    title = serializers.CharField()
    why = serializers.CharField()
    state = serializers.CharField(help_text="missing, settled, or the state of the document that is held")


class ReviewSerializer(serializers.Serializer):
    """Everything read back.  The rights that follow: ``/api/application/rights``."""

    edition = serializers.IntegerField(help_text="sign this one")
    answers = AnswersSerializer()
    problems = FindingOfApplicationSerializer(many=True)
    surprises = FindingOfApplicationSerializer(many=True)
    documents = PieceSerializer(many=True)
    asks_password = serializers.BooleanField()


class SigningSerializer(serializers.Serializer):
    edition = serializers.IntegerField(min_value=0)
    confirmed = serializers.ListField(child=serializers.CharField(max_length=160), default=list, max_length=100)
    password = serializers.CharField(
        default="", allow_blank=True, max_length=4096, trim_whitespace=False, help_text="when `asks_password`"
    )


class ProofSerializer(serializers.Serializer):
    receipt = serializers.CharField()
    state = serializers.ChoiceField(ApplicationState.choices)
    signed_at = serializers.DateTimeField()
    asked_on = serializers.DateField()
    registered_on = serializers.DateField(allow_null=True)
    via = serializers.ChoiceField(Via.choices)
    identifier = serializers.CharField(help_text="to sign in with")
    answers = AnswersSerializer()


class ApplicationRefusalSerializer(serializers.Serializer):
    """``code`` is stable, ``sentence`` is for a person; ``fields`` when the body has the wrong form."""

    code = serializers.CharField()
    sentence = serializers.CharField()
    problems = FindingOfApplicationSerializer(many=True, required=False)
    surprises = FindingOfApplicationSerializer(many=True, required=False)
