"""One month priced for one person: what was known, every figure on the way, and what became of the money."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models import Entitlement, Scheme
from portal.month_field import MonthField
from portal.states import machine
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker


class State(models.TextChoices):
    DUE = "due", _("À verser")
    HELD = "held", _("En attente")
    ORDERED = "ordered", _("Virement envoyé à la banque")
    PAID = "paid", _("Versé")
    RETURNED = "returned", _("Refusé par la banque")
    ZERO = "zero", _("Rien à verser")
    SUPERSEDED = "superseded", _("Remplacé par un nouveau calcul")
    STOPPED = "stopped", _("Arrêté")


TRANSITIONS = {
    State.DUE: {State.HELD, State.ORDERED, State.SUPERSEDED},
    State.HELD: {State.DUE, State.SUPERSEDED, State.STOPPED},
    State.ORDERED: {State.PAID, State.RETURNED},
    State.PAID: {State.RETURNED},
    State.RETURNED: {State.DUE, State.STOPPED},
    State.ZERO: {State.SUPERSEDED},
}
"""PAID → RETURNED: a bank may send money back days after it took it.  SUPERSEDED and STOPPED are final."""


class HoldReason(models.TextChoices):
    NONE = "", ""
    NO_ACCOUNT = "no_account", _("Vous n’avez pas donné de compte bancaire.")
    ACCOUNT_REFUSED = "account_refused", _("La banque a refusé le compte que vous avez donné.")
    ACCOUNT_NEW = "account_new", _("Vous avez changé de compte : nous attendons trois jours avant de payer dessus.")
    ACCOUNT_CHECKED = "account_checked", _("Nous vérifions votre compte bancaire avant de payer dessus.")


class RuleSet(models.IntegerChoices):
    """Which text governs the right: chosen by the end of the contract, never by today."""

    DECREE_2019 = 1, _("Décret 2019-797")
    CONVENTION_2024 = 2, _("Convention du 15 novembre 2024")
    SOLIDARITY = 3, _("Code du travail, L5423-1 et suivants")


MOVING = ["state", "hold_reason", "due_since", "attempt", "file", "payee_name", "payee_iban", "ordered_at", "paid_on"]
"""The only columns that may change once a month is priced; a trigger holds the others."""


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of(self, user) -> PaymentQuerySet:
        """What belongs to the person who is signed in, newest month first."""
        return self.filter(seeker__user=user).order_by("-month", "-number", "-pk")

    def live(self) -> PaymentQuerySet:
        """Without what a newer computation replaced."""
        return self.exclude(state=State.SUPERSEDED)

    def sent(self) -> PaymentQuerySet:
        return self.filter(state__in=[State.ORDERED, State.PAID])


class Payment(models.Model):
    """Cents and days are whole numbers.  ``number`` 0 is the month's payment; 1, 2… complete it after a correction.

    Every figure is that of the whole month under ``version``; ``amount_cents`` is what this row sends, so the net less
    that of the payment it ``corrects``.  Figures are frozen by a trigger: the explanation is read from them, and
    nothing is ever computed again.  Foreign keys carry no constraint here: docs/adr/0011.
    """

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="payments", db_constraint=False, db_index=False)
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, related_name="payments", db_constraint=False, db_index=False
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="payments", db_constraint=False, db_index=False)
    month = MonthField()
    number = models.SmallIntegerField(default=0)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrected_by", db_constraint=False, db_index=False
    )
    priced_at = models.DateTimeField()

    # what was known
    scheme = models.SmallIntegerField(choices=Scheme.choices)
    rule_set = models.SmallIntegerField(choices=RuleSet.choices)
    figures_on = models.DateField()
    provisional = models.BooleanField()
    """Rests on declared pay: payslips will confirm it or correct it."""
    daily_cents = models.IntegerField()
    reduced_daily_cents = models.IntegerField()
    sjr_cents = models.IntegerField()
    gross_pay_cents = models.IntegerField()
    csg_rate = models.SmallIntegerField()
    minimum_cents = models.IntegerField()
    ceiling_left_cents = models.IntegerField()
    cumul_months_left = models.SmallIntegerField()
    full_rate_days_left = models.IntegerField()
    days_left_before = models.IntegerField()

    # every figure on the way, in the order of the rules
    base_days = models.SmallIntegerField()
    non_payable_days = models.SmallIntegerField()
    full_allowance_cents = models.IntegerField()
    retained_pay_cents = models.IntegerField()
    days_before_cap = models.SmallIntegerField()
    cap_cents = models.IntegerField()
    days_before_limit = models.SmallIntegerField()
    payable_days = models.SmallIntegerField()
    full_days = models.SmallIntegerField()
    reduced_days = models.SmallIntegerField()
    gross_cents = models.IntegerField()
    crc_daily_cents = models.IntegerField()
    csg_daily_cents = models.IntegerField()
    crds_daily_cents = models.IntegerField()
    crc_daily_reduced_cents = models.IntegerField()
    csg_daily_reduced_cents = models.IntegerField()
    crds_daily_reduced_cents = models.IntegerField()
    crc_cents = models.IntegerField()
    csg_cents = models.IntegerField()
    crds_cents = models.IntegerField()
    net_cents = models.IntegerField()
    days_left_after = models.IntegerField()
    postponed_days = models.SmallIntegerField()

    # what becomes of it
    amount_cents = models.IntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    hold_reason = models.CharField(max_length=15, choices=HoldReason.choices, blank=True, default="")
    due_since = models.DateTimeField()
    """A run pays what was due before it was prepared and checked, and nothing that slipped in since."""
    attempt = models.SmallIntegerField(default=1)
    """Goes up when the bank sent the money back and it is due again: each attempt has its own EndToEndId."""
    file = models.ForeignKey(
        "BankFile", models.PROTECT, null=True, related_name="payments", db_constraint=False, db_index=False
    )
    payee_name = models.CharField(max_length=70, blank=True, default="")
    payee_iban = models.CharField(max_length=34, blank=True, default="")
    ordered_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seeker", "month", "number"],
                condition=~Q(state="superseded"),
                name="one_live_payment_per_month",
            ),
            models.CheckConstraint(
                name="net_is_gross_less_what_is_held_back",
                condition=Q(net_cents=F("gross_cents") - F("crc_cents") - F("csg_cents") - F("crds_cents"))
                & Q(payable_days=F("full_days") + F("reduced_days")),
            ),
            models.CheckConstraint(
                name="amount_is_sent_or_nothing_is",
                condition=Q(state="superseded")
                | Q(state="zero", amount_cents=0)
                | (~Q(state="zero") & Q(amount_cents__gt=0)),
            ),
            models.CheckConstraint(
                name="complement_says_what_it_corrects",
                condition=Q(number=0, corrects=None, amount_cents=F("net_cents"))
                | Q(number__gt=0, corrects__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_has_its_reason",
                condition=Q(state="held") & ~Q(hold_reason="") | ~Q(state="held") & Q(hold_reason=""),
            ),
            models.CheckConstraint(
                name="sent_has_its_file_and_payee",
                condition=~Q(state__in=["ordered", "paid"])
                | Q(file__isnull=False, ordered_at__isnull=False) & ~Q(payee_iban="") & ~Q(payee_name=""),
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="figures_are_frozen", exclude=MOVING)]
        indexes = [
            models.Index(fields=["id"], name="payment_to_send", condition=Q(state="due")),
            models.Index(fields=["seeker"], name="payment_waiting", condition=Q(state__in=["held", "returned"])),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month} n° {self.number} {self.state}"

    @property
    def person(self):
        return self.seeker.user

    @property
    def is_complement(self) -> bool:
        return self.number > 0

    @property
    def end_to_end_id(self) -> str:
        """What the bank gives back with a return: the payment and the attempt, nothing about the person."""
        return end_to_end_id(self.pk, self.attempt)


machine(Payment, TRANSITIONS)


def end_to_end_id(payment_id: int, attempt: int) -> str:
    """``RB-4211-1``: unique for ever, at most 35 characters, letters and digits of the SEPA set."""
    return f"RB-{payment_id}-{attempt}"


class BankReturn(models.Model):
    """Money that the bank sent back: where it had gone, when, and the code it gave.  One a payment and attempt."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="returns")
    attempt = models.SmallIntegerField()
    file = models.ForeignKey("BankFile", models.PROTECT, related_name="returns")
    code = models.CharField(max_length=4)
    payee_name = models.CharField(max_length=70)
    payee_iban = models.CharField(max_length=34)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payment", "attempt"], name="returned_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.code}"

    @property
    def person(self):
        return self.payment.seeker.user
