"""Some people of the town have linked their account to the double of FranceConnect already."""

from __future__ import annotations

from portal.accounts import services
from portal.accounts.identity import FRANCECONNECT, StateIdentity
from portal.accounts.models import User
from portal.accounts.present import present
from portal.demo.identity.people import PEOPLE


def link_invented() -> int:
    """Link each identity to the account that it names, where the town has it; how many."""
    linked = 0
    for each in PEOPLE[FRANCECONNECT]:
        user = User.objects.filter(identifier=each.account).first() if each.account else None
        if user is not None:
            services.link_state_identity(
                user=user, identity=StateIdentity(FRANCECONNECT, each.subject), actor=user, now=present()
            )
            linked += 1
    return linked
