"""What came from the browser: files, the act asked for, the answer of a reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.documents.models import DocumentKind
from portal.web.fields import DayField

ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf"
"""JPEG and not HEIC: a telephone that is asked for JPEG converts by itself."""
REASON_MOST = 300


class SeveralFiles(forms.FileInput):
    """A file input that takes several; ``capture`` offers the camera first."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return list(files.getlist(name))


class FilesField(forms.FileField):
    """Every file that was chosen, in order; the room's own check says what is wrong with them."""

    def clean(self, data: list[UploadedFile], initial: Any = None) -> list[UploadedFile]:
        return list(data or ())


class FilesForm(forms.Form):
    """Photos taken now, then files chosen: at least one of the two, which the room's own check says in its words."""

    use_required_attribute = False

    photos = FilesField(
        label=_("Prendre une photo"),
        widget=SeveralFiles(attrs={"accept": "image/jpeg", "capture": "environment"}),
    )
    chosen = FilesField(
        label=_("Choisir des photos ou un PDF"),
        help_text=_("Plusieurs pages ? Choisissez-les toutes en une fois."),
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
    )

    def given(self) -> list[UploadedFile]:
        """All the files, in the order in which the page shows the inputs."""
        return [*self.cleaned_data["photos"], *self.cleaned_data["chosen"]]


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Quel document voulez-vous envoyer ?"),
        choices=[(code, label) for code, label in DocumentKind.choices if code != DocumentKind.PAPER_FORM],
        widget=forms.RadioSelect(),
    )


class JudgeForm(forms.Form):
    """Accept (until when, if the document says so) or refuse (why)."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    valid_until = DayField(
        label=_("Valable jusqu’au"),
        help_text=_("La date écrite sur le document, s’il y en a une."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Pourquoi ce document ne convient pas"),
        help_text=_("La personne lit cette phrase. Dites ce qui manque et quoi envoyer à la place."),
        max_length=REASON_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
