"""Who a step is for, in one query, by what is true now."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from portal.months import Month
from seekers.declarations.models import Declaration, EmployerLine
from seekers.declarations.models import State as DeclarationState
from seekers.profiles.models import Autonomy, Seeker, UsualChannel
from seekers.registration.models import Registration
from seekers.reminders.ladder import Cohort

AT_COUNTER = (UsualChannel.AGENCY, UsualChannel.PHONE, UsualChannel.PAPER)
NOT_AT_EASE = Q(autonomy=Autonomy.LOW) | Q(observed_autonomy=Autonomy.LOW)
"""By their own word, or by what we noticed: people who struggle often say that all is well."""


def owing(month: Month) -> QuerySet[Seeker]:
    """Registered, owing the declaration of ``month``, and nothing filed."""
    filed = Declaration.objects.filter(seeker=OuterRef("pk"), month=month, state=DeclarationState.FILED)
    return Seeker.objects.filter(
        Exists(Registration.objects.owing(month).filter(seeker=OuterRef("pk"))), ~Exists(filed), user__is_active=True
    )


def cohort(which: Cohort, month: Month) -> QuerySet[Seeker]:
    """The people of ``which`` for ``month``, as they are now, without order."""
    people = owing(month)
    if which is Cohort.AT_RISK:
        return people.filter(at_risk(month))
    if which is Cohort.SALARIED:
        return people.filter(~begun(month), worked_last_month(month))
    if which is Cohort.NOT_BEGUN:
        return people.filter(~begun(month))
    if which is Cohort.DRAFT:
        return people.filter(begun(month))
    return people


def begun(month: Month) -> Exists:
    return Exists(Declaration.objects.filter(seeker=OuterRef("pk"), month=month, draft__isnull=False))


def missed_last_month(month: Month) -> Exists:
    missed = Declaration.objects.filter(seeker=OuterRef("pk"), month=month.previous, state=DeclarationState.MISSED)
    return Exists(missed)


def worked_last_month(month: Month) -> Exists:
    lines = EmployerLine.objects.filter(
        version__declaration__seeker=OuterRef("pk"),
        version__declaration__month=month.previous,
        version=F("version__declaration__current"),
    )
    return Exists(lines)


def at_risk(month: Month) -> Q:
    return Q(usual_channel__in=AT_COUNTER) | NOT_AT_EASE | Q(missed_last_month(month))


def with_facts(people: QuerySet[Seeker], month: Month) -> QuerySet[Any]:
    """What decides a call, beside each person: 1 or 0."""

    def fact(condition: Q | Exists) -> Case:
        return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())

    return people.annotate(
        at_counter=fact(Q(usual_channel__in=AT_COUNTER)),
        low_autonomy=fact(NOT_AT_EASE),
        missed_before=fact(Q(missed_last_month(month))),
        has_draft=fact(Q(begun(month))),
    )
