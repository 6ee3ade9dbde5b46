"""Acts on a person's own file: how to reach them, where they live, where to pay them, what they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.portfolios.act import Done, FileAct, NothingAsked, Subject, posted
from portal.accounts.models import User
from portal.reference.models import Commune
from seekers.profiles import services as profiles
from seekers.profiles.forms import AccountForm, AddressForm, AdjustmentsForm, ContactForm
from seekers.profiles.models import AdjustmentNeed


class ChangeContact(FileAct):
    code = "coordonnees"
    title = gettext_lazy("Changer l’e-mail ou le téléphone")
    hint = gettext_lazy("Les anciennes coordonnées sont prévenues aussi.")

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ContactForm.about(subject.row, posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        said = form.cleaned_data
        profiles.change_contact(
            seeker=subject.row, email=said["email"] or None, phone=said["phone"], postcode=subject.row.postcode,
            preferred_channel=said["preferred_channel"], phone_is_shared=bool(said["phone_is_shared"]), actor=actor, now=now,
        )  # fmt: skip
        return Done(_("Vos coordonnées sont changées"))


class ChangeAddress(FileAct):
    code = "adresse"
    title = gettext_lazy("Changer l’adresse")
    hint = gettext_lazy("Son agence suit son adresse.")

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        seeker = subject.row
        typed = request.POST.get("postcode", "") if request.method == "POST" else seeker.postcode
        known = {"address_line": seeker.address_line, "postcode": seeker.postcode, "commune_code": seeker.commune_code}
        return AddressForm(posted(request), initial=known, communes=list(Commune.objects.at(typed)))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        seeker = subject.row
        profiles.change_contact(
            seeker=seeker, email=seeker.user.email, phone=str(seeker.phone or ""), postcode=form.cleaned_data["postcode"],
            preferred_channel=seeker.preferred_channel, phone_is_shared=seeker.phone_is_shared,
            address_line=form.cleaned_data["address_line"], commune_code=form.cleaned_data["commune_code"], actor=actor, now=now,
        )  # fmt: skip
        return Done(_("Votre adresse est changée"))


class ChangeAccount(FileAct):
    code = "compte"
    title = gettext_lazy("Changer de compte bancaire")
    hint = gettext_lazy("Un nouveau compte attend trois jours. Un collègue peut lever cette attente, pas vous.")

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return AccountForm(posted(request), initial={"holder": str(subject.row)}, of=subject.row)

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        given = profiles.change_bank_account(seeker=subject.row, actor=actor, now=now, **form.cleaned_data)
        return Done(_("Votre compte bancaire est celui qui finit par %(ending)s") % {"ending": given.iban[-4:]})


class TellAdjustments(FileAct):
    code = "besoins"
    title = gettext_lazy("Dire ce qui aide à bien la recevoir")
    hint = gettext_lazy("Lisez-lui la case d’accord : elle peut tout faire effacer.")

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        need = AdjustmentNeed.objects.given().filter(seeker=subject.row).first()
        return AdjustmentsForm(posted(request), initial={"kinds": need.kinds, "words": need.words} if need else {})

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        profiles.tell_adjustments(seeker=subject.row, actor=actor, now=now, **form.cleaned_data)
        return Done(_("Ce qui vous aide à être bien reçu est noté"))


class EraseAdjustments(FileAct):
    code = "effacer-besoins"
    title = gettext_lazy("Effacer ce qui aide à la recevoir")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        told = AdjustmentNeed.objects.given().filter(seeker__user=person).exists()
        return super().subjects(person, now) if told else []

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        profiles.withdraw_adjustments(seeker=subject.row, actor=actor, now=now)
        return Done(_("Ce que vous aviez dit de vos besoins est effacé"))


class FormsByPost(FileAct):
    """Every month's form, or no longer: what is offered is the contrary of what is."""

    code = "formulaires"
    title = gettext_lazy("Recevoir le formulaire de chaque mois par la poste, ou ne plus le recevoir")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        labels = {True: _("ne plus le recevoir"), False: _("le recevoir chaque mois")}
        return [Subject(each.row, "", labels[each.row.forms_by_post]) for each in super().subjects(person, now)]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        wanted = not subject.row.forms_by_post
        profiles.choose_forms_by_post(seeker=subject.row, wanted=wanted, actor=actor, now=now)
        return Done(
            _("Le formulaire vous arrive par la poste") if wanted else _("Le formulaire ne vous est plus envoyé")
        )
