"""The rights that an application would open, for programs: what the page read before signing shows, in JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from benefits.entitlements import services, shown
from benefits.entitlements.models import Outcome
from portal import clock
from portal.accounts.audience import AudienceRule, person
from seekers.registration.answers import Answers
from seekers.registration.desks import WHO, Desk, latest
from seekers.registration.models import ApplicationState
from seekers.registration.serializers import ApplicationRefusalSerializer


class RightLineSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]
    detail = serializers.CharField()
    figure = serializers.CharField(help_text="as it is written; empty for a remark")
    source = serializers.CharField(help_text="the article of law")  # type: ignore[assignment]


class RightsSerializer(serializers.Serializer):
    """An estimate: only a decision gives a right.  Money in cents; ``null`` when nothing can be worked out."""

    outcome = serializers.ChoiceField(Outcome.choices, allow_null=True)
    daily_cents = serializers.IntegerField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)
    first_payable_on = serializers.DateField(allow_null=True)
    first_transfers_on = serializers.DateField(allow_null=True)
    lines = RightLineSerializer(many=True)
    read_by_someone = serializers.BooleanField(help_text="an advisor looks before the decision")


class ApplicationRights(APIView):
    audience = AudienceRule(roles=frozenset(WHO))

    @extend_schema(
        responses={
            200: RightsSerializer,
            404: OpenApiResponse(ApplicationRefusalSerializer, "No draft of this person."),
        },
        operation_id="application_rights",
    )
    def get(self, request: Request) -> Response:
        """What the draft would open if it were signed today, line by line."""
        application = latest(person(request._request))
        if application is None or application.state != ApplicationState.DRAFT:
            raise Http404
        answers = Answers.from_json(application.answers)
        if not answers.situation.claims or answers.identity.birth_date is None:
            return Response(_nothing())
        today = Desk(application, answers, clock.now()).today
        found = services.examine_answers(application=application, answers=answers, today=today)
        return Response(RightsSerializer(_rights(found)).data)


def _nothing() -> dict[str, Any]:
    blank = dict.fromkeys(("outcome", "daily_cents", "days", "first_payable_on", "first_transfers_on"))
    return blank | {"lines": [], "read_by_someone": False}


def _rights(found: services.Examination) -> dict[str, Any]:
    seen = shown.of_examination(found)
    return {
        "outcome": seen.outcome, "daily_cents": seen.daily_cents, "days": seen.days, "lines": seen.lines,
        "first_payable_on": seen.first_payable_on, "first_transfers_on": seen.first_transfers_on,
        "read_by_someone": bool(found.reasons),
    }  # fmt: skip


ROUTES = [path("application/rights", ApplicationRights.as_view(), name="application_rights")]
