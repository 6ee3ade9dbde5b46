"""What came from the browser: files and their days, a code or a person, letters that were posted, a delay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.documents.forms import ACCEPTED, FilesField, SeveralFiles
from portal.documents.models import DocumentKind
from portal.documents.models.document import ABOUT_MOST
from portal.documents.templatetags.documents import about_in_words
from portal.web.fields import DayField

NONE_OF_THESE = "none"
A_DAY = _("Écrivez une date comme 17/12/2026.")


class BatchForm(forms.Form):
    use_required_attribute = False

    scans = FilesField(
        label=_("Pages numérisées"),
        help_text=_("PDF, JPEG ou PNG, dans l’ordre du scanner. Les mêmes fichiers deux fois ne comptent qu’une fois."),
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
    )
    received_on = DayField(
        label=_("Arrivé le"),
        error_messages={"required": _("Dites quel jour ce courrier est arrivé."), "invalid": A_DAY},
    )
    postmarked_on = DayField(
        label=_("Cachet de la poste"),
        required=False,
        help_text=_("S’il est le même sur toutes les enveloppes du lot. Sinon, laissez vide."),
        error_messages={"invalid": A_DAY},
    )


class SortForm(forms.Form):
    """Either the code that stands on the paper, or the person and what the pages are; then, when the person was asked for
    such documents, which one it is."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Numéro du formulaire"),
        required=False,
        max_length=20,
        help_text=_("Neuf signes, en haut de chaque page."),
    )
    identifier = forms.CharField(
        label=_("Identifiant de la personne"),
        required=False,
        max_length=40,
        help_text=_("Exactement comme il est écrit sur la page. Sinon, appelez ou écartez : ne devinez pas."),
    )
    kind = forms.ChoiceField(
        label=_("Ce que c’est"), required=False, choices=[("", _("Choisir")), *DocumentKind.choices]
    )
    about = forms.CharField(
        label=_("Lequel des documents attendus"), required=False, max_length=ABOUT_MOST, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("code") and not said.get("identifier"):
            self.add_error("code", _("Recopiez le numéro du formulaire, ou l’identifiant de la personne."))
        if said.get("identifier") and not said.get("code") and not said.get("kind"):
            self.add_error("kind", _("Dites ce que c’est."))
        return said

    def said_about(self) -> str | None:
        """None while nothing was said; empty for none of those that are waited for."""
        said = self.cleaned_data["about"]
        return "" if said == NONE_OF_THESE else said or None

    def offer(self, wanted: Iterable[str], sentence: str) -> None:
        """Show what is waited for, to choose from."""
        choices = [(about, about_in_words(about)) for about in wanted if about]
        self.fields["about"].widget = forms.RadioSelect(choices=[*choices, (NONE_OF_THESE, _("Un autre document"))])
        self.add_error("about", sentence)


class AsideForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Pourquoi ces pages ne vont dans aucun dossier"),
        max_length=200,
        help_text=_("Par exemple : page blanche, publicité, courrier rendu à la poste."),
        error_messages={"required": _("Dites pourquoi ces pages sont écartées.")},
    )


class PostmarkForm(forms.Form):
    """The day of one envelope."""

    use_required_attribute = False

    postmarked_on = DayField(
        label=_("Cachet de la poste sur cette enveloppe"),
        required=False,
        help_text=_("Laissez vide s’il ne se lit pas : le doute profite à la personne."),
        error_messages={"invalid": A_DAY},
    )
    reason = forms.CharField(
        label=_("Où vous l’avez lu, ou pourquoi il change"),
        max_length=200,
        help_text=_("Par exemple : « enveloppe agrafée derrière le formulaire »."),
        error_messages={"required": _("Dites où vous avez lu ce jour, ou pourquoi il change.")},
    )


class DelayForm(forms.Form):
    use_required_attribute = False

    departments = forms.CharField(
        label=_("Départements"),
        max_length=300,
        help_text=_("Séparés par des virgules : 62, 59, 971."),
        error_messages={"required": _("Écrivez au moins un département.")},
    )
    starts_on = DayField(label=_("Depuis le"), error_messages={"required": _("Choisissez un jour."), "invalid": A_DAY})
    until = DayField(
        label=_("Jusqu’au"),
        help_text=_("Dernier jour compris. Les délais des personnes sur papier attendent jusque-là."),
        error_messages={"required": _("Choisissez un jour."), "invalid": A_DAY},
    )
    reason = forms.CharField(
        label=_("Raison, lue par les personnes"),
        max_length=200,
        error_messages={"required": _("Écrivez la raison : les personnes la liront.")},
    )

    def places(self) -> list[str]:
        return self.cleaned_data["departments"].replace(";", ",").split(",")


class EndDelayForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Pourquoi ce retard est retiré"), max_length=200, error_messages={"required": _("Écrivez la raison.")}
    )
