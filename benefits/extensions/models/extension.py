"""An extension of rights: the text that decides it, whom it concerns, how many days, and who answers for it.

In spring 2020: 91 days for the rights that ended from 12 to 31 March, 60 for those of April, 30 for those of May (ordonnance
2020-324, décret 2020-425).
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models import Scheme
from benefits.entitlements.models import State as Right
from portal.states import machine


class State(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    COUNTED = "counted", _("Comptée, à contrôler")
    CHECKED = "checked", _("Contrôlée, à libérer")
    RELEASED = "released", _("Libérée")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminée")
    REVERSED = "reversed", _("Reprise")
    CANCELLED = "cancelled", _("Abandonnée")


TRANSITIONS = {
    State.DRAFT: {State.COUNTED, State.CANCELLED},
    State.COUNTED: {State.CHECKED, State.DRAFT, State.CANCELLED},
    State.CHECKED: {State.RELEASED, State.DRAFT, State.CANCELLED},
    State.RELEASED: {State.RUNNING},
    State.RUNNING: {State.DONE},
    State.DONE: {State.REVERSED},
}
"""Back to DRAFT: it is counted again."""

EXTENDABLE = (Right.OPEN, Right.SUSPENDED, Right.EXHAUSTED)
DEPARTMENT_LENGTH = 3
FROZEN = "legal_reference legal_on why schemes states departments as_of drafted_by_id".split()


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def under_way(self) -> ExtensionQuerySet:
        """Two people have answered for it, and there is work left."""
        return self.filter(state__in=[State.RELEASED, State.RUNNING])


class Extension(models.Model):
    """Its rule is frozen once it is counted: a trigger refuses to change it, so what was checked is what runs."""

    legal_reference = models.CharField(_("texte"), max_length=200)
    legal_on = models.DateField(_("date du texte"))
    why = models.CharField(_("raison, en mots simples"), max_length=200)
    """The sentence that each person reads."""
    schemes = ArrayField(models.SmallIntegerField(choices=Scheme.choices))
    states = ArrayField(models.CharField(max_length=10, choices=[(each, each.label) for each in EXTENDABLE]))
    departments = ArrayField(models.CharField(max_length=DEPARTMENT_LENGTH), default=list, blank=True)
    """``59``, ``2A``, ``974``; none: everywhere."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    as_of = models.DateField(null=True, blank=True)
    """The day from which the ends of rights are projected: the day of the count, Europe/Paris."""

    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    left_out = models.IntegerField(default=0)
    """Used-up rights of people who have another right since: they are not reopened."""
    histogram = models.JSONField(default=list, blank=True)
    """[["2026-12-07", 1204], …]: rights by the week of their end."""
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_four_eyes",
                condition=Q(released_by=None)
                | Q(checked_by__isnull=False) & ~Q(released_by=F("checked_by")) & ~Q(released_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="extension_counted_has_its_day",
                condition=Q(state__in=["draft", "cancelled"]) | Q(counted_at__isnull=False, as_of__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_released_has_its_people",
                condition=Q(state__in=["draft", "counted", "checked", "cancelled"])
                | Q(checked_at__isnull=False, released_by__isnull=False, released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_done_has_its_time",
                condition=~Q(state__in=["done", "reversed"]) | Q(done_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rule_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND "
                    f"({', '.join(f'OLD.{name}' for name in FROZEN)}) IS DISTINCT FROM "
                    f"({', '.join(f'NEW.{name}' for name in FROZEN)})"
                ),
                func="RAISE EXCEPTION 'The rule of an extension that was counted is frozen.';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


machine(Extension, TRANSITIONS)


class Band(models.Model):
    """Rights whose end falls between two days, both included, get ``days`` days more."""

    extension = models.ForeignKey(Extension, models.PROTECT, related_name="bands")
    ends_from = models.DateField()
    ends_through = models.DateField()
    days = models.SmallIntegerField()
    counted = models.IntegerField(default=0)
    counted_cents = models.BigIntegerField(default=0)
    """The days at the daily amount of each right, before anything is held back: what it costs if every day is paid."""

    class Meta:
        ordering = ["extension", "ends_from"]
        constraints = [
            models.UniqueConstraint(fields=["extension", "ends_from"], name="one_band_from_a_day"),
            models.CheckConstraint(
                name="band_is_a_period_and_days", condition=Q(ends_from__lte=F("ends_through"), days__gt=0)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rule_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (SELECT state FROM extensions_extension
                        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.extension_id ELSE OLD.extension_id END) <> 'draft' THEN
                        RAISE EXCEPTION 'The rule of an extension that was counted is frozen.';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.ends_from} {self.ends_through} +{self.days}"
