"""Who follows whom, and how the month of each stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from advisors.portfolios.models.calls import CallTask
from benefits.payments.models import Payment
from portal import clock
from portal.months import Month
from seekers.declarations.models import Declaration
from seekers.declarations.models import State as DeclarationState
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration
from seekers.registration.models import State as RegistrationState


class Level(models.TextChoices):
    FOLLOWED = "followed", _("Suivi")
    GUIDED = "guided", _("Guidé")
    REINFORCED = "reinforced", _("Renforcé")
    GLOBAL = "global", _("Global")


class MonthState(models.TextChoices):
    """How a person's month stands, from the most pressing to the least."""

    MISSED = "missed", _("Non déclaré")
    TO_DO = "to_do", _("Pas commencé")
    DRAFT = "draft", _("Commencé, pas envoyé")
    CEASED = "ceased", _("Inscription terminée")
    NOT_DUE = "not_due", _("Rien à déclarer ce mois")
    DECLARED = "declared", _("Déclaré")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> AssignmentQuerySet:
        return self.filter(ended_at=None)

    def of_advisor(self, user) -> AssignmentQuerySet:
        """The portfolio of an advisor: the people they follow now, and nobody else."""
        return self.live().filter(advisor=user)

    def named(self, words: str) -> AssignmentQuerySet:
        """Whose first or last name holds every one of ``words``."""
        matching = self
        for word in words.split():
            matching = matching.filter(Q(seeker__first_name__icontains=word) | Q(seeker__last_name__icontains=word))
        return matching

    def with_month(self, month: Month) -> AssignmentQuerySet:
        """Beside each row its ``month_state`` (``MonthState``), and the instants and days that go with it."""
        declaration = Declaration.objects.filter(seeker=OuterRef("seeker"), month=month).order_by("pk")
        registration = Registration.objects.filter(seeker=OuterRef("seeker")).order_by("-registered_on", "-pk")
        return self.annotate(
            declaration_state=_one(declaration, "state"),
            filed_at=_one(declaration, "filed_at"),
            draft_saved_at=_one(declaration, "draft_saved_at"),
            registration_state=_one(registration, "state"),
            registered_on=_one(registration, "registered_on"),
            ceased_on=_one(registration, "ceased_on"),
        ).annotate(
            month_state=Case(
                When(declaration_state=DeclarationState.FILED, then=Value(MonthState.DECLARED.value)),
                When(declaration_state=DeclarationState.MISSED, then=Value(MonthState.MISSED.value)),
                When(~Q(registration_state=RegistrationState.ACTIVE), then=Value(MonthState.CEASED.value)),
                When(registration_state=None, then=Value(MonthState.CEASED.value)),
                When(registered_on__gt=month.last, then=Value(MonthState.NOT_DUE.value)),
                When(draft_saved_at__isnull=False, then=Value(MonthState.DRAFT.value)),
                default=Value(MonthState.TO_DO.value),
            )
        )

    def counted(self) -> dict[MonthState, int]:
        """How many people in each state of the month, zero included.  After ``with_month``."""
        found = dict(self.order_by().values_list("month_state").annotate(people=Count("pk")))
        return {state: found.get(state.value, 0) for state in MonthState}

    def in_state(self, state: str) -> AssignmentQuerySet:
        """Whose month stands so (``MonthState``).  After ``with_month``."""
        return self.filter(Q(month_state=state))

    def with_calls(self, now) -> AssignmentQuerySet:
        """Beside each row the ``call_score`` of its waiting call; None when there is nobody to call."""
        return self.annotate(call_score=_one(CallTask.objects.filter(seeker=OuterRef("seeker")).to_make(now), "score"))

    def with_payment(self) -> AssignmentQuerySet:
        """Beside each row the last payment: ``payment_month``, ``payment_state`` and ``payment_cents``."""
        last = Payment.objects.live().filter(seeker=OuterRef("seeker")).order_by("-month", "-number")
        return self.annotate(
            payment_month=_one(last, "month"),
            payment_state=_one(last, "state"),
            payment_cents=_one(last, "amount_cents"),
        )

    def most_pressing_first(self) -> AssignmentQuerySet:
        """By state of the month, then by the score of the call, then by name.  After ``with_month`` and ``with_calls``."""
        rank = Case(
            *(When(month_state=state.value, then=Value(place)) for place, state in enumerate(MonthState)),
            output_field=IntegerField(),
        )
        return self.order_by(
            rank, F("call_score").desc(nulls_last=True), "seeker__last_name", "seeker__first_name", "pk"
        )


def _one(rows: QuerySet, column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])


class Assignment(models.Model):
    """An advisor follows a person, from a day to a day; one referent at a time."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="assignments")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.GUIDED)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(ended_at=None), name="one_referent_at_a_time"),
        ]
        indexes = [models.Index(fields=["advisor"], condition=Q(ended_at=None), name="live_portfolio")]

    def __str__(self) -> str:
        return f"{self.advisor_id} → {self.seeker_id}"

    @property
    def person(self):
        return self.seeker.user
