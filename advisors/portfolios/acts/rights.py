"""Acts on a person's rights: computing again, contesting a decision, claiming the solidarity allowance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.portfolios.act import Act, Done, NothingAsked, Subject, posted
from benefits.endings import services as endings
from benefits.endings.forms import AssForm
from benefits.endings.models import AssClaim, AssState
from benefits.entitlements import services as entitlements
from benefits.entitlements.forms import ChoiceForm, ContestForm
from benefits.entitlements.models import Claim, Decision
from portal import clock
from portal.accounts.models import User
from portal.money import euros
from portal.web.templatetags.words import day


class Recompute(Act):
    code = "recalcul"
    title = gettext_lazy("Demander un nouveau calcul des droits")
    hint = gettext_lazy("Un calcul moins favorable est d’abord regardé par quelqu’un : ce qui est accordé continue.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        last = Claim.objects.of(person).select_related("seeker__user").first()
        decided = last is not None and not last.is_waiting and last.decisions.exists()
        return [Subject(last, str(last.public_id), _claimed(last))] if last is not None and decided else []

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        came = {
            entitlements.Recomputed.SAME: _("Vos droits ont été calculés de nouveau : rien n’a changé"),
            entitlements.Recomputed.CHANGED: _(
                "Vos droits ont été calculés de nouveau : une nouvelle décision est prise"
            ),
            entitlements.Recomputed.TO_REVIEW: _("Vos droits ont été calculés de nouveau : un conseiller vérifie"),
        }
        return Done(came[entitlements.recompute(claim=subject.row, actor=actor, now=now)])


class ChooseRight(Act):
    code = "choisir-droit"
    title = gettext_lazy("Prendre le nouveau droit à la place de l’ancien")
    hint = gettext_lazy(
        "Ce choix ne se fait qu’une fois, pour toujours. Lisez-lui les deux droits, puis la case à cocher."
    )

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        for claim in Claim.objects.of(person).select_related("seeker__user", "application"):
            found = entitlements.open_option(claim, clock.day_of(now))
            if found is not None:
                yield Subject(claim, str(claim.public_id), _two_rights(*found))

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ChoiceForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        entitlements.choose_new_right(claim=subject.row, actor=actor, now=now, at_their_word=True)
        return Done(_("Votre choix est fait : le nouveau droit est ouvert, l’ancien est abandonné"))


class ContestDecision(Act):
    code = "contester"
    title = gettext_lazy("Contester une décision sur les droits")
    hint = gettext_lazy("Écrivez ses mots à elle, et relisez-les-lui.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        standing = Decision.objects.standing(person).select_related("claim__seeker__user")
        return [
            Subject(each, str(each.pk), _decided(each)) for each in standing if each.contest_until >= clock.day_of(now)
        ]

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ContestForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        made = entitlements.contest(decision=subject.row, words=form.cleaned_data["words"], actor=actor, now=now)
        return Done(_("Votre contestation est reçue, réponse au plus tard le %(day)s") % {"day": day(made.answer_by)})


class ClaimSolidarity(Act):
    code = "ass"
    title = gettext_lazy("Demander l’allocation de solidarité (ASS)")
    hint = gettext_lazy(
        "Toutes les réponses sont nécessaires. Il en manque ? Rappelez-la : rien n’est envoyé à moitié."
    )

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        return _solidarity(person, AssState.PREPARED, now)

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        form = AssForm(posted(request), claim=subject.row, lines=endings.lines_of(subject.row, clock.today()))
        form.say_what_is_needed()
        return form

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        claim = endings.save(
            claim=subject.row, answers=form.answers(), resources=form.resources(), actor=actor, now=now
        )
        endings.submit(claim=claim, actor=actor, now=now)
        return Done(_("Votre demande d’allocation de solidarité est envoyée"))


class ClaimSolidarityAgain(Act):
    code = "ass-de-nouveau"
    title = gettext_lazy("Redemander l’allocation de solidarité après un refus")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        return _solidarity(person, AssState.REFUSED, now)

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return NothingAsked(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        endings.ask_again(claim=subject.row, actor=actor, now=now)
        return Done(_("Votre demande d’allocation de solidarité est ouverte de nouveau, à compléter"))


class ContestSolidarity(Act):
    code = "contester-ass"
    title = gettext_lazy("Contester la décision sur l’allocation de solidarité")
    hint = gettext_lazy("Écrivez ses mots à elle, et relisez-les-lui.")

    def subjects(self, person: User, now: datetime) -> Iterable[Subject]:
        last = AssClaim.objects.of(person).select_related("seeker__user").first()
        return [Subject(last, str(last.public_id))] if last is not None and endings.may_contest(last, now) else []

    def form(self, request: HttpRequest, subject: Subject) -> forms.Form:
        return ContestForm(posted(request))

    def perform(self, subject: Subject, form: Any, *, actor: User, now: datetime) -> Done:
        made = endings.contest(claim=subject.row, words=form.cleaned_data["words"], actor=actor, now=now)
        return Done(_("Votre contestation est reçue, réponse au plus tard le %(day)s") % {"day": day(made.answer_by)})


def _solidarity(person: User, state: AssState, now: datetime) -> list[Subject]:
    mine = AssClaim.objects.of(person).filter(state=state, claim_until__gte=clock.day_of(now))
    found = mine.select_related("entitlement", "seeker__user").first()
    return [Subject(found, str(found.public_id))] if found is not None else []


def _two_rights(option: Any, until: date) -> str:
    """Both sides in one sentence, to be read before anything is chosen."""
    facts = {
        "left": euros(option.left.daily_cents), "left_days": option.left.days, "new": euros(option.new.daily_cents),
        "new_days": option.new.days, "until": day(until),
    }  # fmt: skip
    return (
        _(
            "Garder : %(left)s par jour, %(left_days)s jours. Prendre : %(new)s par jour, %(new_days)s jours. Jusqu’au %(until)s."
        )
        % facts
    )


def _claimed(claim: Claim) -> str:
    return _("Demande du %(day)s") % {"day": day(claim.claimed_on)}


def _decided(decision: Decision) -> str:
    return _("Décision du %(day)s") % {"day": day(decision.decided_at)}
