"""The declaration for programs: the same acts as the pages, by the same services.  Session and CSRF token, as in a browser."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import portal.month_url  # noqa: F401  (teaches addresses what a month is)
from portal import clock
from portal.accounts.audience import AudienceRule
from portal.accounts.roles import Role
from portal.api.errors import body
from portal.months import Month
from seekers.declarations import receipts, services
from seekers.declarations.findings import Finding
from seekers.declarations.lines import MonthLine, lines_of
from seekers.declarations.models import Via
from seekers.declarations.serializers import (
    AnswersSerializer,
    ConflictSerializer,
    DraftSerializer,
    IncorrectSerializer,
    MonthSerializer,
    ReceiptSerializer,
    RefusalSerializer,
    SendingSerializer,
    answers_from,
    answers_json,
    receipt_json,
)
from seekers.declarations.sheets import Sheet, sheet_of
from seekers.profiles.models import Seeker

SEEKERS = AudienceRule(roles=frozenset({Role.SEEKER}))
MONTH = OpenApiParameter("month", OpenApiTypes.STR, OpenApiParameter.PATH, description="2026-11")
ANSWERS_TO_ALL = {
    403: OpenApiResponse(RefusalSerializer, "Signed out, or without a CSRF token."),
    404: OpenApiResponse(RefusalSerializer, "Nothing here for this person."),
    409: OpenApiResponse(RefusalSerializer, "Refused: not open, closed, not registered."),
}


class SeekerView(APIView):
    audience = SEEKERS


class Months(SeekerView):
    @extend_schema(responses={200: MonthSerializer(many=True), **ANSWERS_TO_ALL}, operation_id="declarations_list")
    def get(self, request: Request) -> Response:
        """The months to declare and those declared, newest first."""
        seeker = Seeker.objects.of(request.user).first()
        if seeker is None:
            raise Http404
        return Response(MonthSerializer([_month(line) for line in lines_of(seeker, clock.now())], many=True).data)


class Draft(SeekerView):
    @extend_schema(parameters=[MONTH], responses={200: DraftSerializer, **ANSWERS_TO_ALL})
    def get(self, request: Request, month: Month) -> Response:
        """What is begun and not sent; else what was sent, to be corrected; else nothing answered."""
        return Response(_draft(sheet_of(request.user, month, clock.now())))

    @extend_schema(
        parameters=[MONTH],
        request=AnswersSerializer,
        responses={200: DraftSerializer, 400: IncorrectSerializer, **ANSWERS_TO_ALL},
    )
    def put(self, request: Request, month: Month) -> Response:
        """Keep answers, complete or not.  Nothing is sent."""
        sheet = sheet_of(request.user, month, clock.now())
        said = AnswersSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        services.save_draft(
            seeker=sheet.seeker,
            month=month,
            answers=answers_from(said.validated_data),
            step="api",
            actor=request.user,
            now=sheet.now,
        )
        return Response(_draft(sheet_of(request.user, month, sheet.now)))


class Sending(SeekerView):
    @extend_schema(
        parameters=[MONTH],
        request=SendingSerializer,
        responses={
            200: ReceiptSerializer,
            400: IncorrectSerializer,
            **ANSWERS_TO_ALL,
            409: OpenApiResponse(
                ConflictSerializer, "To confirm, or something else was sent meanwhile: both are given."
            ),
        },
        operation_id="declarations_send",
    )
    def post(self, request: Request, month: Month) -> Response:
        """Send a month, or correct it.  The same content again gives the same receipt again."""
        sheet = sheet_of(request.user, month, clock.now())
        sent = SendingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        answers = answers_from(sent.validated_data["answers"])
        try:
            version = services.file(
                seeker=sheet.seeker,
                month=month,
                answers=answers,
                base_version=sent.validated_data["base_version"],
                confirmed=tuple(sent.validated_data["confirmed"]),
                via=Via.API,
                actor=request.user,
                now=sheet.now,
            )
        except services.Incorrect as wrong:
            return Response(body(wrong.code, wrong.sentence, problems=_findings(wrong.problems)), status=400)
        except services.ToConfirm as unusual:
            return Response(body(unusual.code, unusual.sentence, surprises=_findings(unusual.surprises)), status=409)
        except services.Conflict as conflict:
            both = {"theirs": receipt_json(conflict.version, conflict.theirs), "mine": answers_json(conflict.mine)}
            return Response(body(conflict.code, conflict.sentence, **both), status=409)
        return Response(receipt_json(version, answers))


class Receipt(SeekerView):
    @extend_schema(parameters=[MONTH], responses={200: ReceiptSerializer, **ANSWERS_TO_ALL})
    def get(self, request: Request, month: Month) -> Response:
        """The proof of the version that counts."""
        version = _current(request, month)
        return Response(receipt_json(version, services.answers_of(version)))


class ReceiptPdf(SeekerView):
    @extend_schema(parameters=[MONTH], responses={(200, "application/pdf"): OpenApiTypes.BINARY, **ANSWERS_TO_ALL})
    def get(self, request: Request, month: Month) -> HttpResponse:
        """The same proof in PDF."""
        version = _current(request, month)
        return receipts.answer(receipts.pdf(version), version)


def _current(request: Request, month: Month) -> Any:
    sheet = sheet_of(request.user, month, clock.now())
    if sheet.declaration is None or sheet.declaration.current is None:
        raise Http404
    sheet.declaration.current.declaration = sheet.declaration
    return sheet.declaration.current


def _month(line: MonthLine) -> dict[str, Any]:
    declaration = line.declaration
    return {
        "month": str(line.month),
        "state": line.state,
        "is_open": line.is_open,
        "closes_at": line.closes_at,
        "draft_saved_at": declaration.draft_saved_at if declaration else None,
        "receipt": declaration.current.receipt if declaration and declaration.current else None,
    }


def _draft(sheet: Sheet) -> dict[str, Any]:
    return {"saved_at": sheet.saved_at, "base_version": sheet.base_version, "answers": answers_json(sheet.answers)}


def _findings(findings: list[Finding]) -> list[dict[str, str]]:
    return [{"key": each.key, "field": each.field, "code": each.code, "sentence": each.sentence} for each in findings]


ROUTES = [
    path("declarations/", Months.as_view(), name="declarations"),
    path("declarations/<month:month>/", Sending.as_view(), name="declarations_send"),
    path("declarations/<month:month>/draft", Draft.as_view(), name="declarations_draft"),
    path("declarations/<month:month>/receipt", Receipt.as_view(), name="declarations_receipt"),
    path("declarations/<month:month>/receipt.pdf", ReceiptPdf.as_view(), name="declarations_receipt_pdf"),
]
