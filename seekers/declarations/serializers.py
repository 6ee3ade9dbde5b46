"""A month's answers as JSON: types and completeness, nothing of the law.  Money in cents, time in minutes, days as ISO dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from seekers.declarations.answers import QUESTIONS, Answers, Days, Employer
from seekers.declarations.models import SpanKind, Version, Via
from seekers.declarations.rules import MOST_EMPLOYERS, MOST_SPANS
from seekers.registration.models import CeaseReason

MOST_CENTS = 99_999_999_999
MOST_MINUTES = 744 * 60


class EmployerSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=80)
    minutes = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES)
    gross_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS)
    ended = serializers.BooleanField()
    estimated = serializers.BooleanField(default=False)


class SpanSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(SpanKind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True, default=None, help_text="null: still going on after the month")


class AnswersSerializer(serializers.Serializer):
    """Nothing is preset: a question left out is not answered, and is never taken for a no."""

    worked = serializers.BooleanField(allow_null=True, default=None)
    employers: serializers.ListSerializer = serializers.ListSerializer(
        child=EmployerSerializer(), default=list, max_length=MOST_EMPLOYERS
    )
    training = serializers.BooleanField(allow_null=True, default=None)
    internship = serializers.BooleanField(allow_null=True, default=None)
    sick_leave = serializers.BooleanField(allow_null=True, default=None)
    maternity = serializers.BooleanField(allow_null=True, default=None)
    paternity = serializers.BooleanField(allow_null=True, default=None)
    pension = serializers.BooleanField(allow_null=True, default=None)
    disability_pension = serializers.BooleanField(allow_null=True, default=None)
    spans: serializers.ListSerializer = serializers.ListSerializer(
        child=SpanSerializer(), default=list, max_length=MOST_SPANS * len(SpanKind)
    )
    still_looking = serializers.BooleanField(allow_null=True, default=None)
    ends_on = serializers.DateField(allow_null=True, default=None)
    end_reason = serializers.ChoiceField(
        [pair for pair in CeaseReason.choices if pair[0] != CeaseReason.NOT_DECLARED], allow_blank=True, default=""
    )
    end_confirmed = serializers.BooleanField(default=False, help_text="the second yes, without which nothing ends")


class SendingSerializer(serializers.Serializer):
    answers = AnswersSerializer()
    base_version = serializers.IntegerField(
        min_value=0, default=0, help_text="the version that this corrects; 0 for a first one"
    )
    confirmed = serializers.ListField(
        child=serializers.CharField(max_length=120),
        default=list,
        max_length=100,
        help_text="keys of the surprises confirmed",
    )


class MonthSerializer(serializers.Serializer):
    month = serializers.CharField(help_text="2026-11")
    state = serializers.ChoiceField(["todo", "draft", "filed", "missed"])
    is_open = serializers.BooleanField()
    closes_at = serializers.DateTimeField()
    draft_saved_at = serializers.DateTimeField(allow_null=True)
    receipt = serializers.CharField(allow_null=True)


class DraftSerializer(serializers.Serializer):
    saved_at = serializers.DateTimeField(allow_null=True)
    base_version = serializers.IntegerField()
    answers = AnswersSerializer()


class ReceiptSerializer(serializers.Serializer):
    receipt = serializers.CharField()
    month = serializers.CharField()
    version = serializers.IntegerField()
    filed_at = serializers.DateTimeField()
    via = serializers.ChoiceField(Via.choices)
    answers = AnswersSerializer()


class RefusalSerializer(serializers.Serializer):
    """Every refusal: ``code`` is stable, ``sentence`` is for a person."""

    code = serializers.CharField()
    sentence = serializers.CharField()


class FindingSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="send it back in `confirmed`")
    field = serializers.CharField()
    code = serializers.CharField()
    sentence = serializers.CharField()


class IncorrectSerializer(RefusalSerializer):
    """``problems``: what the rules find impossible.  A body of the wrong form has ``fields`` instead, field by field."""

    problems = FindingSerializer(many=True, required=False)


class ConflictSerializer(RefusalSerializer):
    surprises = FindingSerializer(many=True, required=False)
    theirs = ReceiptSerializer(required=False, help_text="what is sent already")
    mine = AnswersSerializer(required=False, help_text="what was refused")


def answers_from(said: dict[str, Any]) -> Answers:
    """Validated JSON as answers."""
    plain = {name: said[name] for name in (*QUESTIONS, "still_looking", "ends_on", "end_reason", "end_confirmed")}
    return Answers(
        **plain,
        employers=tuple(Employer(**each) for each in said["employers"]),
        spans=tuple((each["kind"], Days(each["starts_on"], each["ends_on"])) for each in said["spans"]),
    )


def answers_json(answers: Answers) -> dict[str, Any]:
    """The inverse."""
    plain = answers.to_json()
    return plain | {"spans": [{"kind": kind, **_days(days)} for kind, days in answers.spans]}


def receipt_json(version: Version, answers: Answers) -> dict[str, Any]:
    return {
        "receipt": version.receipt,
        "month": str(version.declaration.month),
        "version": version.number,
        "filed_at": version.filed_at,
        "via": version.via,
        "answers": answers_json(answers),
    }


def _days(days: Days) -> dict[str, str | None]:
    last: date | None = days.ends_on
    return {"starts_on": days.starts_on.isoformat(), "ends_on": last.isoformat() if last else None}
