"""A right to an allowance: how much a day, for how many days, and how many are left."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.rules.daily_allowance import FULL_TIME
from benefits.rules.revaluing import first_contract_end
from portal import clock
from portal.states import machine
from seekers.profiles.models import Seeker


class Scheme(models.IntegerChoices):
    """Small integers: the array rules read them as they are."""

    ARE = 1, _("Allocation d’aide au retour à l’emploi (ARE)")
    ASS = 2, _("Allocation de solidarité spécifique (ASS)")


class CsgRate(models.IntegerChoices):
    """Per 10,000, by the income of two years before that the tax notice says."""

    ORDINARY = 620, _("taux ordinaire, 6,2 %")
    REDUCED = 380, _("taux réduit, 3,8 %")
    EXEMPT = 0, _("exonération : pas de CSG")


class State(models.TextChoices):
    OPEN = "open", _("Ouvert")
    SUSPENDED = "suspended", _("Suspendu")
    EXHAUSTED = "exhausted", _("Épuisé")
    CLOSED = "closed", _("Fermé")


TRANSITIONS = {
    State.OPEN: {State.SUSPENDED, State.EXHAUSTED, State.CLOSED},
    State.SUSPENDED: {State.OPEN, State.CLOSED},
    State.EXHAUSTED: {State.OPEN, State.CLOSED},
    State.CLOSED: set(),
}


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    def open(self) -> EntitlementQuerySet:
        return self.filter(state=State.OPEN)

    def of(self, user) -> EntitlementQuerySet:
        return self.filter(seeker__user=user)

    def to_revalue(self, on: date) -> EntitlementQuerySet:
        """The ARE that ran before the revaluation of ``on``, have days left, and have not been looked at for it."""
        running = self.filter(scheme=Scheme.ARE, state__in=[State.OPEN, State.SUSPENDED], days_left__gt=0)
        known = running.filter(contract_ended_on__gte=first_contract_end(), contract_ended_on__lt=on, opened_on__lt=on)
        return known.exclude(revaluations__revalued_on=on)


# What the rules decided is tracked by value.  ``days_left`` alone moving is not: each move is a payment, which says why.
# ``days_total`` is, although an extension of rights writes its own lines: what a right was worth is read here, whatever the law.
# By row: the month's batch moves every right and changes nothing that is tracked, which a condition by row says for nothing.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(exclude=["days_left", "paid_days"]),
    ),
)
class Entitlement(models.Model):
    """Cents and days are whole numbers.  At most one right is open for a person at a time."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="entitlements")
    scheme = models.SmallIntegerField(choices=Scheme.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    first_payable_on = models.DateField()
    """After the deferrals and the waiting period."""
    contract_ended_on = models.DateField(null=True, blank=True)
    """Chooses the rule set (benefits/rules): never today's date."""

    sjr_cents = models.IntegerField(default=0)
    daily_cents = models.IntegerField()
    reduced_daily_cents = models.IntegerField()
    """The allowance once reduced (degressivity); the same as ``daily_cents`` for those it does not concern."""
    full_rate_days = models.IntegerField(default=32_000)
    """Paid days at the full rate before the reduction: 182, or a number that no right reaches."""
    part_time = models.SmallIntegerField(default=FULL_TIME)
    """Hours worked over legal hours, per 10,000: the fixed part and the minimum follow it (art. 15)."""
    csg_rate = models.SmallIntegerField(choices=CsgRate.choices, default=CsgRate.ORDINARY)
    """Per 10,000, a ``CsgRate``: the ordinary one until an advisor has read the tax notice."""
    monthly_resources_cents = models.IntegerField(default=0)
    """ASS: the household's monthly resources."""
    lives_as_couple = models.BooleanField(default=False)

    days_total = models.IntegerField()
    days_left = models.IntegerField()
    paid_days = models.IntegerField(default=0)
    """Days consumed by payments; an extension of rights adds to ``days_total`` and ``days_left``, never here."""
    exhausted_on = models.DateField(null=True, blank=True)
    """The last day that was paid, once no day is left; none again when days come back."""
    created_at = models.DateTimeField(default=clock.now)

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(state="open"), name="one_open_right"),
            models.CheckConstraint(
                name="days_add_up",
                condition=Q(days_left__gte=0, paid_days__gte=0, days_total=F("days_left") + F("paid_days")),
            ),
            models.CheckConstraint(
                name="allowance_is_positive",
                condition=Q(daily_cents__gt=0, reduced_daily_cents__gt=0, reduced_daily_cents__lte=F("daily_cents")),
            ),
            models.CheckConstraint(name="csg_rate_is_legal", condition=Q(csg_rate__in=[0, 380, 620])),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.seeker_id}"

    @property
    def person(self):
        return self.seeker.user


machine(Entitlement, TRANSITIONS)
