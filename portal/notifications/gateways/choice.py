"""Which gateway carries a channel: the real one where an address is set, else the local double."""

from __future__ import annotations

from django.conf import settings

from portal.notifications.gateways.email_smtp import SmtpGateway
from portal.notifications.gateways.local import LocalGateway
from portal.notifications.gateways.protocol import Gateway
from portal.notifications.models import Channel


def gateway_for(channel: str) -> Gateway:
    """Refuses (``ValueError``) the inbox, which needs no carrier."""
    if channel == Channel.SMS:
        if not settings.SMS_GATEWAY_URL:
            return LocalGateway(channel)
        from portal.notifications.gateways.sms_http import HttpSmsGateway  # a heavy library, for whoever sends by it

        return HttpSmsGateway(
            settings.SMS_GATEWAY_URL,
            token=settings.SMS_GATEWAY_TOKEN,
            sender=settings.SMS_SENDER,
            concurrency=settings.SMS_CONCURRENCY,
        )
    if channel == Channel.EMAIL:
        return SmtpGateway(settings.EMAIL_URL) if settings.EMAIL_URL else LocalGateway(channel)
    raise ValueError(f"nothing carries {channel!r}")
