"""What each right was given, and what was taken back: written once, never changed, like the lines of a ledger.

The primary key is what makes each right extended once, whoever runs twice.  No foreign key is checked by the database: a million
lines would each lock the row of the one extension, several workers at once; the statement that writes a line moves its right, and
``invariants`` looks for lines without one.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from benefits.entitlements.models import Entitlement
from benefits.extensions.models.extension import Extension


def append_only() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="append_only",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func="RAISE EXCEPTION 'What was given or taken back stays written.';",
    )


class ExtendedQuerySet(models.QuerySet["Extended"]):
    def of(self, user) -> ExtendedQuerySet:
        return self.filter(entitlement__seeker__user=user)

    def with_texts(self, user) -> list[Extended]:
        """The lines of a person, newest first, each with its extension and what was taken back (``line.back``)."""
        lines = list(self.of(user).select_related("extension", "entitlement").order_by("-extension_id"))
        backs = TakenBack.objects.filter(entitlement__seeker__user=user) if lines else ()
        by_key = {(back.entitlement_id, back.extension_id): back for back in backs}
        for line in lines:
            line.back = by_key.get((line.entitlement_id, line.extension_id))
        return lines


class Extended(models.Model):
    """``entitlement`` got ``days`` more, because it ended on ``ended_on``."""

    pk = models.CompositePrimaryKey("entitlement_id", "extension_id")
    extension = models.ForeignKey(Extension, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, related_name="extensions", db_constraint=False, db_index=False
    )
    days = models.SmallIntegerField()
    ended_on = models.DateField()
    reopened = models.BooleanField()
    """It was used up, and opened again."""

    objects = ExtendedQuerySet.as_manager()
    back: TakenBack | None = None
    """Set by ``with_texts``."""

    class Meta:
        constraints = [models.CheckConstraint(name="extended_by_days", condition=Q(days__gt=0))]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.entitlement_id} +{self.days}"

    @property
    def person(self):
        return self.entitlement.seeker.user


class TakenBack(models.Model):
    """Of the days given, ``days`` were left and were taken back; ``consumed`` were used up and stay the person's."""

    pk = models.CompositePrimaryKey("entitlement_id", "extension_id")
    extension = models.ForeignKey(
        Extension, models.PROTECT, related_name="lines_back", db_constraint=False, db_index=False
    )
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, related_name="extensions_back", db_constraint=False, db_index=False
    )
    days = models.SmallIntegerField()
    consumed = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["extension"], name="taken_back_consumed", condition=Q(consumed__gt=0))]
        constraints = [
            models.CheckConstraint(name="taken_back_never_negative", condition=Q(days__gte=0, consumed__gte=0))
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.entitlement_id} -{self.days}"

    @property
    def person(self):
        return self.entitlement.seeker.user
