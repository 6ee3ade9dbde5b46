"""Work cut for several workers.  Never the truth: a row is a hint, the payments are what counts."""

from __future__ import annotations

from django.db import models

from portal.month_field import MonthField


class PricingSlice(models.Model):
    """Filed declarations of a month, from an id to an id, some without a payment; removed once they are priced."""

    month = MonthField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "first_id"], name="one_pricing_slice")]

    def __str__(self) -> str:
        return f"{self.month} {self.first_id}-{self.last_id}"
