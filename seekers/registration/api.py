"""The application for programs: the same acts as the pages, through the same forms and services.  Session and CSRF token."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal import clock
from portal.accounts import sessions
from portal.accounts.audience import AudienceRule, person
from portal.accounts.digests import address_key
from portal.accounts.forms import NewPasswordForm
from portal.api.errors import body
from portal.web.typed import as_posted
from seekers.registration import pieces, receipts, rules, services, shown, steps, typed
from seekers.registration.answers import Answers
from seekers.registration.desks import WHO, Desk, asks_password, latest, must_prove, sign_here
from seekers.registration.forms import form_of
from seekers.registration.models import Application, ApplicationState, Step
from seekers.registration.serializers import (
    PARTS,
    ApplicationRefusalSerializer,
    ApplicationSerializer,
    BeginningSerializer,
    CodeSerializer,
    ProofSerializer,
    ResumingSerializer,
    ReviewSerializer,
    SavingSerializer,
    SigningSerializer,
    StepSerializer,
)

REFUSALS = {
    status: OpenApiResponse(ApplicationRefusalSerializer, why)
    for status, why in {
        400: "Something is missing or impossible, field by field.",
        403: "Signed out, or without a CSRF token.",
        404: "Nothing here for this person.",
        409: "Refused: signed already, saved elsewhere meanwhile, to be confirmed.",
    }.items()
}


class OpenView(APIView):
    """For who has no account yet.  The CSRF token is asked all the same: nobody begins in the name of a browser."""

    audience = AudienceRule(signed_out=True)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        SessionAuthentication().enforce_csrf(request)


class ApplicantView(APIView):
    audience = AudienceRule(roles=frozenset(WHO))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.application = latest(person(request._request))
        if self.application is None:
            raise Http404
        self.desk = Desk(self.application, Answers.from_json(self.application.answers), clock.now())

    def draft(self) -> Desk:
        """Refused once it is signed: ``NotADraft``."""
        if self.desk.application.state != ApplicationState.DRAFT:
            raise services.NotADraft(_("Cette demande est déjà signée ou fermée : elle ne change plus."))
        return self.desk


class Beginning(OpenView):
    @extend_schema(
        operation_id="application_begin",
        request=BeginningSerializer,
        responses={200: ApplicationSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """Open an account with a name and begin; signed in, where one stands already.  Again changes nothing."""
        if request.user.is_authenticated:
            return Response(shown.where(_of(request)))
        said = BeginningSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        application = services.begin(
            **said.validated_data, language=(get_language() or "fr")[:2], began_from=address_key(request._request),
            now=clock.now(),
        )  # fmt: skip
        sessions.open_for(request._request, application.applicant)
        return Response(shown.where(application))


class Resuming(OpenView):
    @extend_schema(
        operation_id="application_resume",
        request=ResumingSerializer,
        responses={200: ApplicationSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """Go on with the code of another device and the date of birth.  One sentence, whatever was wrong."""
        said = ResumingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        application = services.resume(**said.validated_data, address_key=address_key(request._request), now=clock.now())
        sessions.open_for(request._request, application.applicant)
        return Response(shown.where(application))


class Where(ApplicantView):
    @extend_schema(operation_id="application", responses={200: ApplicationSerializer, **REFUSALS})
    def get(self, request: Request) -> Response:
        """The steps, those that are done, and where to go on."""
        return Response(shown.where(self.desk.application))


class Code(ApplicantView):
    @extend_schema(operation_id="application_code", request=None, responses={200: CodeSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        """A code to go on elsewhere, also sent to the address of the contact step.  Those before it are dead."""
        desk = self.draft()
        code = services.send_resume_code(application=desk.application, actor=request.user, now=desk.now)
        return Response({"code": code})


class OneStep(ApplicantView):
    """Each step has its own address and its own form (``_of_step``)."""

    here: ClassVar[Step]
    saving: ClassVar[type[SavingSerializer]]

    def get(self, request: Request) -> Response:
        """What the step says, in order or not yet."""
        return Response(shown.one_step(self.draft(), self.here))

    def put(self, request: Request) -> Response:
        """Keep the step, right or wrong; ``problems`` says what stands in its way.  The same again changes nothing else."""
        desk, here = self.draft(), self.here
        sent = self.saving(data=request.data)
        sent.is_valid(raise_exception=True)
        said = Answers.from_json(desk.answers.to_json() | {steps.NAME[here]: sent.data["answers"]})
        words = typed.page(here, said)
        form = form_of(here, as_posted(words), asking=desk.asking(as_posted(words)))
        sound = form.is_sound()
        desk.application = services.save_step(
            application=desk.application, step=here, answers=form.answers() if sound else desk.answers,
            typed=None if sound else words, edition=sent.validated_data["edition"], actor=request.user, now=desk.now,
        )  # fmt: skip
        desk.answers = Answers.from_json(desk.application.answers)
        return Response(shown.one_step(desk, here))


class Review(ApplicantView):
    @extend_schema(operation_id="application_review", responses={200: ReviewSerializer, **REFUSALS})
    def get(self, request: Request) -> Response:
        """Everything read back, what stands before the signature, and the documents that are needed."""
        desk = self.draft()
        needed = pieces.needed(desk.application, desk.answers, desk.today)
        return Response(
            {
                "edition": desk.application.edition,
                "answers": desk.answers.to_json(),
                "problems": shown.findings(rules.problems(desk.answers, desk.today)),
                "surprises": shown.findings(rules.surprises(desk.answers, desk.today)),
                "documents": [shown.piece(each) for each in needed],
                "asks_password": asks_password(person(request._request)),
            }
        )


class Signature(ApplicantView):
    @extend_schema(
        operation_id="application_sign", request=SigningSerializer, responses={200: ProofSerializer, **REFUSALS}
    )
    def post(self, request: Request) -> Response:
        """Sign what was read at ``edition``.  Signing again gives the same receipt."""
        if self.desk.application.state != ApplicationState.DRAFT:
            return Response(shown.proof(self.desk.application))
        sent = SigningSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        said = sent.validated_data
        if must_prove(request._request, self.desk, self.desk.answers):
            raise services.ProofMissing(_("Votre compte bancaire change : confirmez qui vous êtes, puis signez."))
        try:
            done = sign_here(
                request._request, self.desk, self.desk.answers, said["edition"],
                password=_password(request, said["password"]), confirmed=said["confirmed"],
            )  # fmt: skip
        except services.Incomplete as wrong:
            return Response(body(wrong.code, wrong.sentence, problems=shown.findings(wrong.problems)), status=400)
        except services.ToConfirm as unusual:
            return Response(
                body(unusual.code, unusual.sentence, surprises=shown.findings(unusual.surprises)), status=409
            )
        return Response(shown.proof(done))


class Receipt(ApplicantView):
    @extend_schema(operation_id="application_receipt", responses={200: ProofSerializer, **REFUSALS})
    def get(self, request: Request) -> Response:
        """The proof of what was signed last."""
        return Response(shown.proof(self.desk.application))


class ReceiptPdf(ApplicantView):
    @extend_schema(
        operation_id="application_receipt_pdf", responses={(200, "application/pdf"): OpenApiTypes.BINARY, **REFUSALS}
    )
    def get(self, request: Request) -> HttpResponse:
        """The same proof in PDF."""
        return receipts.answer(shown.signed(self.desk.application))


def _of(request: Request) -> Application:
    found = latest(person(request._request))
    if found is None:
        raise Http404
    return found


def _password(request: Request, typed_here: str) -> str | None:
    """None for who is not asked for one; else as the page judges it."""
    user = person(request._request)
    if not asks_password(user):
        return None
    form = NewPasswordForm({"password": typed_here}, user=user)
    if not form.is_valid():
        raise ValidationError({name: [str(each) for each in sentences] for name, sentences in form.errors.items()})
    return form.cleaned_data["password"]


def _of_step(step: str, name: str) -> Any:
    """The address of one step, described field by field."""
    part = PARTS[name]
    saving = type(f"Saving{part.__name__}", (SavingSerializer,), {"answers": part()})
    answer = {200: type(f"Kept{part.__name__}", (StepSerializer,), {"answers": part()}), **REFUSALS}
    view: Any = type(f"{name.title()}Step", (OneStep,), {"here": Step(step), "saving": saving})
    described = extend_schema_view(
        get=extend_schema(operation_id=f"application_{name}", responses=answer),
        put=extend_schema(operation_id=f"application_save_{name}", request=saving, responses=answer),
    )(view)
    return path(f"application/steps/{step}", described.as_view(), name=f"application_{name}")


ROUTES = [
    path("application/", Where.as_view(), name="application"),
    path("application/begin", Beginning.as_view(), name="application_begin"),
    path("application/resume", Resuming.as_view(), name="application_resume"),
    path("application/code", Code.as_view(), name="application_code"),
    *(_of_step(step, name) for step, name in steps.NAME.items()),
    path("application/review", Review.as_view(), name="application_review"),
    path("application/signature", Signature.as_view(), name="application_sign"),
    path("application/receipt", Receipt.as_view(), name="application_receipt"),
    path("application/receipt.pdf", ReceiptPdf.as_view(), name="application_receipt_pdf"),
]
