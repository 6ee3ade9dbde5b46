"""Keyed digests: what must be compared or counted, and never read."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def digest(purpose: str, value: str) -> str:
    """64 hexadecimal digits that only this installation's SECRET_KEY can make; another purpose gives another digest."""
    return salted_hmac(f"rebond.{purpose}", value, algorithm="sha256").hexdigest()


def address_key(request: HttpRequest) -> str:
    """Digest of where a request comes from.  An IPv6 customer holds a whole /64: that counts as one address."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except ValueError:
        return digest("address", "unknown")
    if address.version == 6:
        return digest("address", str(ipaddress.ip_network((address, 64), strict=False)))
    return digest("address", str(address))
