"""The page of a person who sends documents by post: a cover sheet whose number says whose they are and what they are."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.documents.models import DocumentKind
from portal.documents.models.document import ABOUT_MOST
from portal.intake import printing, services
from portal.intake.papers import Paper, ticks, words
from portal.web.pdf import download


class CoverForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Quel document envoyez-vous ?"),
        choices=[(code, label) for code, label in DocumentKind.choices if code != DocumentKind.PAPER_FORM],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez le document que vous envoyez.")},
    )
    about = forms.CharField(required=False, max_length=ABOUT_MOST, widget=forms.HiddenInput)


@for_roles(Role.APPLICANT, Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Choose the document, print the sheet, put it on top of the copies.  ``?kind=…&about=…`` choose beforehand."""
    form = CoverForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        kind, about, user = form.cleaned_data["kind"], form.cleaned_data["about"], person(request)
        matter = services.document_matter(kind, about)
        slip = services.print_slip(person=user, matter=matter, pages=1, actor=user, now=clock.now())
        return download(printing.pdf(cover_sheet(user, kind), slip, slip.printed_at), f"envoi-{kind}")
    return render(request, "portal/intake/cover.html", {"form": form}, status=422 if form.errors else 200)


def cover_sheet(user: User, kind: str) -> Paper:
    """The page that goes on top of the copies."""
    return Paper(
        title=_("Envoi d’un document par la poste"),
        facts=[
            (_("Nom"), user.full_name),
            (_("Identifiant"), user.identifier),
            (_("Document"), str(DocumentKind(kind).label)),
        ],
        blocks=[
            words(
                _(
                    "Mettez cette page sur vos copies, dans la même enveloppe. Son code-barres dit que le courrier est de vous."
                ),
                _("Une page comme celle-ci pour chaque sorte de document."),
            ),
            ticks(
                [
                    _("J’envoie des copies, et je garde les originaux."),
                    _("Chaque page est entière et lisible."),
                    _("Je n’ai rien agrafé ni collé."),
                ],
                label=_("Avant de fermer l’enveloppe"),
            ),
            words(_("Nous vous écrivons dès que nous avons lu ce courrier, avec le nombre de pages lues.")),
        ],
    )
