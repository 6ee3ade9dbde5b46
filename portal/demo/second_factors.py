"""The one-time codes of the invented staff: a visitor has no telephone of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from portal.accounts import services
from portal.accounts.models import User
from portal.accounts.present import present
from portal.demo.accounts import showcase

PERIOD = 30


@dataclass(frozen=True)
class CodeNow:
    identifier: str
    name: str
    role: str
    code: str


def give_to_staff() -> int:
    """Set up the second factor of every invented person who needs one and has none; how many got one."""
    having = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user")
    without = [user for user in User.objects.filter(is_active=True).exclude(pk__in=having) if user.needs_second_factor]
    for user in without:
        services.set_up_second_factor(user=user, secret=generate_totp_secret(), actor=None, now=present())
    return len(without)


def seconds_left() -> int:
    """How long the present codes are still shown."""
    return PERIOD - int(present().timestamp()) % PERIOD


def codes_now() -> list[CodeNow]:
    """What each staff member's application shows at this moment."""
    counter = int(present().timestamp()) // PERIOD
    secrets = {
        row.user.identifier: decrypt(row.data["secret"])
        for row in Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("pk")
    }
    return [
        CodeNow(each.identifier, each.name, each.role, format_hotp_value(hotp_value(secrets[each.identifier], counter)))
        for each in showcase()
        if each.identifier in secrets
    ]
