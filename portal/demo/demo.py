"""The town's staff must give a second factor, as anywhere: each gets one, readable on a page of the demonstration."""

from __future__ import annotations

from portal.demo.second_factors import give_to_staff
from portal.demo.town import Town, share


@share(order=90, title="second factors")
def second_factors(town: Town) -> None:
    give_to_staff()
