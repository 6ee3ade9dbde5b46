"""Where the money goes, and what makes us doubt it."""

from __future__ import annotations

from datetime import UTC, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine
from seekers.profiles.models.seeker import Seeker

HOLDER_LENGTH = 70
"""What a SEPA file carries of a name."""

UNTIL_DECIDED = datetime(9999, 1, 1, tzinfo=UTC)
"""``held_until`` of an account that no day lets through: a person of the staff decides."""


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def live(self) -> BankAccountQuerySet:
        return self.filter(ended_at=None)

    def usable(self, now: datetime) -> BankAccountQuerySet:
        """What may be paid to at ``now``: not refused by the bank, and not changed too lately."""
        return self.live().filter(Q(held_until=None) | Q(held_until__lte=now), refused_code="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class BankAccount(models.Model):
    """Where a person is paid.  A new account ends the one before; a bank's refusal is written on it."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="bank_accounts")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=HOLDER_LENGTH)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    refused_code = models.CharField(max_length=4, blank=True)
    """The SEPA reason of the last return (AC04: closed account…); payments wait until a new account is given."""
    held_until = models.DateTimeField(null=True, blank=True)
    """An account that takes the place of another is paid only from then on: who was robbed has time to say so.  None: at
    once, because it is the first, or because an advisor checked it with the person.  ``UNTIL_DECIDED``: a doubt is open."""

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(ended_at=None), name="one_live_bank_account"),
        ]
        indexes = [models.Index(fields=["iban"], name="people_of_an_account")]

    def __str__(self) -> str:
        return f"…{self.iban[-4:]}"

    def is_held(self, now: datetime) -> bool:
        return self.held_until is not None and now < self.held_until

    @property
    def awaits_decision(self) -> bool:
        """Paid by nobody before a person of the staff has decided, however long that takes."""
        return self.held_until == UNTIL_DECIDED

    @property
    def person(self):
        return self.seeker.user


class DoubtKind(models.TextChoices):
    SHARED = "shared", _("Le même compte est donné par plusieurs personnes")
    OTHER_NAME = "other_name", _("Le titulaire ne porte pas le nom de la personne")


class DoubtState(models.TextChoices):
    OPEN = "open", _("À vérifier")
    CLEARED = "cleared", _("Vérifié : le compte peut être payé")
    REFUSED = "refused", _("Refusé : ce compte n’est plus payé")
    DROPPED = "dropped", _("Plus nécessaire : un autre compte a été donné")


DOUBT_TRANSITIONS = {DoubtState.OPEN: {DoubtState.CLEARED, DoubtState.REFUSED, DoubtState.DROPPED}}


class AccountDoubtQuerySet(models.QuerySet["AccountDoubt"]):
    def open(self) -> AccountDoubtQuerySet:
        """What waits for a person of the staff, the oldest first."""
        return self.filter(state=DoubtState.OPEN).order_by("raised_at", "pk")


class AccountDoubt(models.Model):
    """Why an account is looked at by a person of the staff.  Only they read why: the account may be somebody else's."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="doubts")
    kind = models.CharField(max_length=12, choices=DoubtKind.choices)
    state = models.CharField(max_length=10, choices=DoubtState.choices, default=DoubtState.OPEN)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = AccountDoubtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="doubted_once"),
            models.CheckConstraint(
                name="decided_doubt_has_its_hand_and_note",
                condition=Q(state__in=["open", "dropped"], settled_by=None, note="")
                | Q(state__in=["cleared", "refused"], settled_by__isnull=False) & ~Q(note=""),
            ),
        ]
        indexes = [models.Index(fields=["raised_at"], name="open_doubts", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id}"

    @property
    def person(self):
        return self.account.seeker.user


machine(AccountDoubt, DOUBT_TRANSITIONS)
