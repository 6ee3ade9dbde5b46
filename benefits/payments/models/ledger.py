"""The books.  A row moves an amount from one account to another, so no row can be unbalanced."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.payments.models.payment import Payment


class Account(models.IntegerChoices):
    ALLOWANCES = 1, _("Allocations (charge)")
    PERSON = 2, _("Dû à la personne")
    PENSION = 3, _("Retraite complémentaire à reverser")
    CSG = 4, _("CSG à reverser")
    CRDS = 5, _("CRDS à reverser")
    BANK = 6, _("Banque, virements en cours")


class Entry(models.IntegerChoices):
    """What a row records: (from, to) is fixed by it."""

    ALLOWANCE = 1, _("Allocation du mois")
    PENSION = 2, _("Retraite complémentaire")
    CSG = 3, _("CSG")
    CRDS = 4, _("CRDS")
    TRANSFER = 5, _("Virement")
    RETURN = 6, _("Retour de la banque")


PATHS = {
    Entry.ALLOWANCE: (Account.ALLOWANCES, Account.PERSON),
    Entry.PENSION: (Account.PERSON, Account.PENSION),
    Entry.CSG: (Account.PERSON, Account.CSG),
    Entry.CRDS: (Account.PERSON, Account.CRDS),
    Entry.TRANSFER: (Account.PERSON, Account.BANK),
    Entry.RETURN: (Account.BANK, Account.PERSON),
}
"""Debited account, credited account of each entry."""


class Movement(models.Model):
    """``amount_cents`` goes from ``debit`` to ``credit``, for a payment and, on a transfer or a return, an attempt.

    The account PERSON is that of the payment's person.  The key says that nothing is posted twice; a statement trigger
    refuses to change, remove or empty.
    """

    pk = models.CompositePrimaryKey("payment_id", "attempt", "entry")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="movements", db_constraint=False, db_index=False)
    attempt = models.SmallIntegerField()
    entry = models.SmallIntegerField(choices=Entry.choices)
    debit = models.SmallIntegerField(choices=Account.choices)
    credit = models.SmallIntegerField(choices=Account.choices)
    amount_cents = models.IntegerField()
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="movement_is_positive", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(name="movement_has_two_accounts", condition=~Q(debit=F("credit"))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The ledger is append-only: post the opposite movement.';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.get_entry_display()} {self.amount_cents}"

    @property
    def person(self):
        return self.payment.seeker.user
