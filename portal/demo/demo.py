"""What the whole town shares: where it stands, and the second factors of its staff, readable on a page of the demonstration."""

from __future__ import annotations

from portal.demo.identity.accounts import link_invented
from portal.demo.places import load_small_table
from portal.demo.second_factors import give_to_staff
from portal.demo.town import Town, share


@share(order=5, title="places and trades")
def places(town: Town) -> None:
    load_small_table()


@share(order=90, title="second factors")
def second_factors(town: Town) -> None:
    give_to_staff()


@share(order=91, title="identities of the State")
def identities(town: Town) -> None:
    link_invented()
