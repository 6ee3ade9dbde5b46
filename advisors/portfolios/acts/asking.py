"""Coming back on the register, being called back, and saying that something done with an advisor is not right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.phonenumber import PhoneNumber

from advisors.portfolios.act import Act, Done, FileAct, NothingAsked, Subject, posted
from advisors.portfolios.models import AssistedAct
from advisors.portfolios.services import objecting
from portal import clock
from portal.accounts.models import User
from portal.notifications import addresses
from seekers.declarations import services as declarations
from seekers.declarations.forms import named
from seekers.declarations.models import Assistance
from seekers.declarations.views.proof import ObjectionForm as MonthObjectionForm
from seekers.help import services as helping
from seekers.help.forms import CallForm, ComeForm, WriteForm
from seekers.help.models import HelpRequest, Way
from seekers.registration import services as registrations
from seekers.registration.forms.entry import ObjectionForm
from seekers.registration.models import Application, Registration
from seekers.registration.rules import may_return


class RegisterAgain(FileAct):
    code = "reinscription"
    title = gettext_lazy("La réinscrire dès aujourd’hui, avec le même dossier")
    hint = gettext_lazy("Son dossier, sa catégorie et ses droits sont gardés.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        last = Registration.objects.of(person).order_by("-registered_on", "-pk").first()
        today = clock.day_of(now)
        back = last is not None and last.ceased_on is not None and may_return(last.ceased_on, today)
        return super().subjects(person, now) if back else []

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        registrations.register_again(seeker=subject.row, actor=actor, now=now)
        return Done(_("Votre inscription reprend"))


class AskHelp(Act):
    """The three ways of being helped share all but their words."""

    way: ClassVar[Way]
    form_of: ClassVar[type[forms.Form]]
    done: ClassVar[Any]

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        return [] if HelpRequest.objects.of(person).open().filter(way=self.way).exists() else [Subject(person)]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return self.form_of(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        helping.ask(person=subject.row, way=self.way, actor=actor, now=now, **form.cleaned_data)
        return Done(str(self.done))


class AskCall(AskHelp):
    code, way, form_of = "rappel", Way.CALL, CallForm
    title = gettext_lazy("Lui promettre un rappel")
    done = gettext_lazy("Un rappel vous est promis")

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        slots = helping.next_slots(user=subject.row, now=clock.now())
        phone = addresses.find([subject.row.pk])[subject.row.pk].phone
        known = {
            "moment": next(iter(slots), None),
            "phone": PhoneNumber.from_string(phone).as_national if phone else "",
        }
        return CallForm(posted(request), slots=slots, initial=known)


class AskAnswer(AskHelp):
    code, way, form_of = "question", Way.WRITE, WriteForm
    title = gettext_lazy("Écrire une question pour elle")
    done = gettext_lazy("Votre question est posée")


class AskVisit(AskHelp):
    code, way, form_of = "visite", Way.COME, ComeForm
    title = gettext_lazy("Dire à l’agence qu’elle vient")
    done = gettext_lazy("L’agence sait que vous venez")


class CancelHelp(Act):
    code = "annuler-aide"
    title = gettext_lazy("Annuler une demande d’aide")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        waiting = HelpRequest.objects.of(person).open().order_by("pk")
        return [Subject(each, str(each.public_id), each.get_way_display()) for each in waiting]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        helping.cancel(request=subject.row, actor=actor, now=now)
        return Done(_("Votre demande d’aide est annulée"))


class ObjectToMonth(Act):
    code = "objection-mois"
    title = gettext_lazy("Noter qu’elle n’est pas d’accord avec une déclaration faite pour elle")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        rows = Assistance.objects.filter(
            version__declaration__seeker__user=person, objected_at=None, object_until__gt=now
        )
        for each in rows.select_related("version__declaration__seeker__user").order_by("pk"):
            yield Subject(each.version, each.version.receipt, named(each.version.declaration.month))

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return MonthObjectionForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        declarations.object_to(version=subject.row, words=form.cleaned_data["words"], actor=actor, now=now)
        return Done(_("Votre désaccord avec une déclaration est noté"))


class ObjectToRegistration(Act):
    code = "objection-inscription"
    title = gettext_lazy("Noter qu’elle n’est pas d’accord avec l’inscription signée pour elle")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        rows = Application.objects.of(person).filter(objected_at=None, object_until__gt=now).order_by("pk")
        return [Subject(each, str(each.public_id)) for each in rows.select_related("applicant")]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ObjectionForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        registrations.object_to(application=subject.row, words=form.cleaned_data["words"], actor=actor, now=now)
        return Done(_("Votre désaccord avec l’inscription est noté"))


class ObjectToAct(Act):
    code = "objection-acte"
    title = gettext_lazy("Noter qu’elle n’est pas d’accord avec ce qu’un conseiller a fait pour elle")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        rows = AssistedAct.objects.of(person).still_open(now).exclude(act__startswith="objection")
        return [Subject(each, str(each.public_id), each.done) for each in rows.select_related("agreement__person")]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ObjectionForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        objecting.object_to_act(act=subject.row, words=form.cleaned_data["words"], actor=actor, now=now)
        return Done(_("Votre désaccord avec un acte fait pour vous est noté"))
