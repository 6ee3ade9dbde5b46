"""The outside systems that carry our messages: an SMS operator over HTTP, a mail server, and a local double of both."""

from __future__ import annotations

from portal.notifications.gateways.choice import gateway_for
from portal.notifications.gateways.protocol import Gateway, Outcome, Outgoing, Result

__all__ = ["Gateway", "Outcome", "Outgoing", "Result", "gateway_for"]
