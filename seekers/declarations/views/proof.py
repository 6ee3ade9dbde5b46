"""The proof that a month was declared: a page, a PDF, each version beside the others, and the right to object."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.home.steps import Step, StepState
from portal.prepared import Prepared
from portal.web.templatetags.words import of_month
from seekers.declarations import deadlines, receipts, services
from seekers.declarations.models import Assistance, Version
from seekers.declarations.sheets import Sheet
from seekers.declarations.summary import summary
from seekers.declarations.views.doors import clock_of, of_a_month

_VERSIONS = Prepared(lambda given: Version.objects.filter(declaration=given("declaration")).order_by("-number"))


_ASSISTANCE = Prepared(lambda given: Assistance.objects.filter(version=given("version")))


class ObjectionForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Qu’est-ce qui n’est pas juste ?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Dites en quelques mots ce qui n’est pas juste.")},
    )


@for_roles(Role.SEEKER)
@require_safe
@of_a_month
def receipt(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What was sent, when, its code, what happens next; older versions beside it.  404 while nothing is sent."""
    versions = _versions(sheet)
    current = versions[0]
    assistance = _ASSISTANCE.first(version=current.pk)
    prefetch_related_objects([current], "employers", "spans")
    context = {
        "sheet": sheet,
        "version": current,
        "older": versions[1:],
        "summary": summary(services.answers_of(current), sheet.month),
        "yours": _yours(sheet, current),
        "ours": _ours(sheet),
        "assistance": assistance if _objectable(assistance, sheet) else None,
        "objected": assistance if assistance and assistance.objected_at else None,
        **clock_of(sheet),
    }
    return render(request, "seekers/declarations/receipt.html", context)


@for_roles(Role.SEEKER)
@require_safe
@of_a_month
def version(request: HttpRequest, sheet: Sheet, code: str) -> HttpResponse:
    """An older version, as it was sent."""
    found = _version(sheet, code)
    context = {"sheet": sheet, "version": found, "summary": summary(services.answers_of(found), sheet.month)}
    return render(request, "seekers/declarations/version.html", context)


@for_roles(Role.SEEKER)
@require_safe
@of_a_month
def receipt_pdf(request: HttpRequest, sheet: Sheet, code: str) -> HttpResponse:
    """The same proof on paper.  Same rows, same bytes."""
    found = _version(sheet, code)
    return receipts.answer(receipts.pdf(found), found)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_month
def objection(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The person does not recognise what an advisor declared with them.  Said once: the receipt keeps their words."""
    current = _versions(sheet)[0]
    assistance = _ASSISTANCE.first(version=current.pk)
    if assistance is None:
        raise Http404
    if not _objectable(assistance, sheet):  # the message that leads here is kept for months
        if not assistance.objected_at:
            messages.info(
                request, _("Le délai pour le dire en ligne est passé. Appelez-nous : un conseiller peut corriger.")
            )
        return redirect("declarations:receipt", month=sheet.month)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.object_to(version=current, words=form.cleaned_data["words"], actor=request.user, now=sheet.now)
        if sheet.is_open:
            messages.success(request, _("C’est noté. Rien n’est perdu : vos réponses sont à corriger ci-dessous."))
            return redirect("declarations:list")
        messages.success(request, _("C’est noté. Rien n’est perdu : un conseiller vous rappelle."))
        return redirect("declarations:receipt", month=sheet.month)
    context = {
        "sheet": sheet,
        "form": form,
        "assistance": assistance,
        "summary": summary(services.answers_of(current), sheet.month),
    }
    return render(request, "seekers/declarations/objection.html", context, status=422 if form.errors else 200)


def _versions(sheet: Sheet) -> list[Version]:
    """Newest first; the first is the one that counts."""
    if sheet.declaration is None or sheet.declaration.current_id is None:
        raise Http404
    versions = _VERSIONS(declaration=sheet.declaration.pk)
    for each in versions:
        each.declaration = sheet.declaration
    return versions


def _version(sheet: Sheet, code: str) -> Version:
    found = next((each for each in _versions(sheet) if each.receipt == code), None)
    if found is None:
        raise Http404
    return found


def _objectable(assistance: Assistance | None, sheet: Sheet) -> bool:
    return assistance is not None and assistance.objected_at is None and sheet.now < assistance.object_until


def _yours(sheet: Sheet, current: Version) -> list[Step]:
    following = sheet.month.next
    opens = services.find_window(following).opens_at
    steps: list[Step] = []
    if current.still_looking:
        title = _("Déclarer votre mois %(of_month)s") % {"of_month": of_month(following)}
        steps.append(Step(title, when=opens))
    if sheet.is_open and any(line.estimated for line in current.employers.all()):
        title = _("Corriger le salaire estimé, dès que vous avez la fiche de paie")
        steps.insert(0, Step(title, when=deadlines.last_day(sheet.closes_at), state=StepState.NOW))
    return steps


def _ours(sheet: Sheet) -> list[Step]:
    steps = [Step(_("Nous avons reçu votre déclaration"), state=StepState.DONE)]
    if sheet.window.first_transfers_on and sheet.window.first_transfers_on > timezone.localdate(sheet.now):
        detail = _("Si un paiement vous est dû pour ce mois.")
        steps.append(Step(_("Premiers virements"), when=sheet.window.first_transfers_on, detail=detail))
    return steps
