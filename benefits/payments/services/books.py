"""Posting to the ledger, and reading a balance from it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, Sum, When

from benefits.payments.models import Account, BankReturn, Entry, Movement, Payment
from benefits.payments.models.ledger import PATHS
from benefits.rules.pricing import MonthResult
from seekers.profiles.models import Seeker

MONTH_PARTS = {Entry.ALLOWANCE: "gross", Entry.PENSION: "crc", Entry.CSG: "csg", Entry.CRDS: "crds"}
"""Posted once for a payment, at its first attempt.  A complement posts what it adds to the payment it corrects."""


def _values() -> str:
    """(entry, debit, credit, amount) rows of a payment ``p`` that corrects ``c``, or nothing."""
    rows = [
        f"({int(entry)}, {int(PATHS[entry][0])}, {int(PATHS[entry][1])}, "
        f"CASE WHEN p.attempt = 1 THEN p.{part}_cents - coalesce(c.{part}_cents, 0) ELSE 0 END)"
        for entry, part in MONTH_PARTS.items()
    ]
    debit, credit = PATHS[Entry.TRANSFER]
    return ", ".join([*rows, f"({int(Entry.TRANSFER)}, {int(debit)}, {int(credit)}, p.amount_cents)"])


POST_SENT = f"""
    INSERT INTO payments_movement (payment_id, attempt, entry, debit, credit, amount_cents, posted_at)
    SELECT p.id, p.attempt, m.entry, m.debit, m.credit, m.cents, p.ordered_at
    FROM sent p LEFT JOIN payments_payment c ON c.id = p.corrects_id
    CROSS JOIN LATERAL (VALUES {_values()}) AS m (entry, debit, credit, cents)
    WHERE m.cents > 0
"""  # noqa: S608  (constants only)
"""Posts the payments of the query ``sent``: the allowance, what is held back, and the transfer of the net."""


def only_adds(result: MonthResult, sent: Payment) -> bool:
    """Can the difference with what was sent be posted?  No part of the month may have become smaller."""
    return all(getattr(result, part) >= getattr(sent, f"{part}_cents") for part in MONTH_PARTS.values())


def post_return(returned: BankReturn, amount_cents: int) -> Movement:
    """The money is ours again, and owed to the person again.  The key refuses to say it twice."""
    debit, credit = PATHS[Entry.RETURN]
    return Movement.objects.create(
        payment_id=returned.payment_id,
        attempt=returned.attempt,
        entry=Entry.RETURN,
        debit=debit,
        credit=credit,
        amount_cents=amount_cents,
        posted_at=returned.at,
    )


def balance(*, seeker: Seeker) -> int:
    """What the books owe this person now, in cents: nothing, but between a return and the next transfer."""
    signed = Case(
        When(credit=Account.PERSON, then=F("amount_cents")), When(debit=Account.PERSON, then=-F("amount_cents"))
    )
    return Movement.objects.filter(payment__seeker=seeker).aggregate(cents=Sum(signed))["cents"] or 0


def totals(*, since: datetime | None = None) -> dict[Account, int]:
    """The balance of every account, in cents (debits negative): they add up to nought."""
    rows = Movement.objects.filter(posted_at__gte=since) if since else Movement.objects.all()
    balances = dict.fromkeys(Account, 0)
    for debit, credit, cents in rows.values_list("debit", "credit").annotate(cents=Sum("amount_cents")):
        balances[Account(debit)] -= cents
        balances[Account(credit)] += cents
    return balances
