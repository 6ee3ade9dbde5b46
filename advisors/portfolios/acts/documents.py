"""Sending a document for a person (brought on paper, or received by e-mail), and taking one back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.portfolios.act import Act, Done, NothingAsked, Subject, posted
from advisors.portfolios.aloud.saying import small
from portal.accounts.models import User
from portal.documents import services as documents
from portal.documents.forms import FilesForm
from portal.documents.models import Document, DocumentKind, DocumentRequest, State, Via
from portal.documents.rules import faults
from portal.documents.sentences import REMARKS, sentence_of
from portal.documents.uploads import was_cut
from seekers.registration import pieces, places
from seekers.registration.answers import Answers
from seekers.registration.models import Application

KEY_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of document of ``person`` about one matter."""

    person: User
    kind: str
    about: str = ""

    @property
    def key(self) -> str:
        """Its address: the matter may hold the name of an employer, which no address shows."""
        return f"{self.kind}-{sha256(self.about.encode()).hexdigest()[:KEY_LETTERS]}" if self.about else self.kind


class BroughtFiles(FilesForm):
    """The person's own form; a form cut on its way says so."""

    def __init__(self, *args: Any, cut: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cut = cut

    def clean(self) -> dict[str, Any]:
        if self.cut:
            raise forms.ValidationError(sentence_of(faults.TOO_LARGE_TOGETHER))
        return super().clean() or {}


class SendDocument(Act):
    code = "document"
    title = gettext_lazy("Envoyer un document qu’elle a apporté ou envoyé par e-mail")
    hint = gettext_lazy("Les mêmes vérifications que pour elle : type, taille, lisibilité, virus.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        """What was asked first, then what her registration will need, then any other kind."""
        found: dict[str, Subject] = {}
        for wanted, label in self._all(person, now):
            found.setdefault(wanted.key, Subject(wanted, wanted.key, label))
        return found.values()

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        if request.method != "POST":
            return BroughtFiles(cut=False)
        return BroughtFiles(request.POST, request.FILES, cut=was_cut(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        wanted = subject.row
        sent = documents.receive(
            person=wanted.person, kind=wanted.kind, files=form.given(), about=wanted.about, via=Via.ASSISTED, actor=actor,
            now=now,
        )  # fmt: skip
        words = _("Un document est ajouté à votre dossier : %(kind)s") % {"kind": small(sent.get_kind_display())}
        doubts = " ".join(str(REMARKS[each]) for each in sent.remarks)
        note = _("%(doubts)s Si cela ne se lit pas, retirez ce document et envoyez-le de nouveau.") % {"doubts": doubts}
        return Done(words, note if doubts else "")

    def _all(self, person: User, now: datetime) -> Iterator[tuple[Wanted, str]]:
        for asked in DocumentRequest.objects.open_for(person):
            yield (
                Wanted(person, asked.kind, asked.about),
                _("%(kind)s (document demandé)") % {"kind": asked.get_kind_display()},
            )
        draft = Application.objects.of(person).drafts().first()
        if draft is not None:
            answers = Answers.from_json(draft.answers)
            for piece in pieces.needed(draft, answers, places.today(answers, now)):
                yield Wanted(person, piece.kind, piece.about), piece.title
        for kind, label in DocumentKind.choices:
            if kind != DocumentKind.PAPER_FORM:
                yield Wanted(person, kind), str(label)


class WithdrawDocument(Act):
    code = "retirer-document"
    title = gettext_lazy("Retirer un document que personne n’a encore lu")
    hint = gettext_lazy("Le fichier est effacé.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        rows = Document.objects.of(person).filter(state__in=[State.WAITING, State.READY])
        return [Subject(each, str(each.public_id), each.get_kind_display()) for each in rows]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        documents.withdraw(document=subject.row, actor=actor, now=now, at_their_word=True)
        return Done(_("Un document est retiré de votre dossier"))
