"""A mail server, one connection a slice.  The Message-ID is our reference, so that a second try is seen as the same letter."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Sequence
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from portal.notifications.gateways.protocol import Outcome, Outgoing, Result

TIMEOUT = 10
NO_SUCH_MAILBOX = frozenset({521, 550, 551, 553, 556})


class SmtpGateway:
    """``url``: ``smtp://user:password@host:587?tls=1`` (``ssl=1`` for a port that speaks TLS from the first byte)."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        options = parse_qs(parts.query)
        self._server = EmailBackend(
            host=parts.hostname,
            port=parts.port or 25,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=options.get("tls") == ["1"],
            use_ssl=options.get("ssl") == ["1"],
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._server.close()

    def deliver(self, slice_: Sequence[Outgoing], *, seconds: float) -> dict[UUID, Outcome]:
        last_start = time.monotonic() + seconds - TIMEOUT
        done: dict[UUID, Outcome] = {}
        for message in slice_:
            if time.monotonic() > last_start:
                break
            done[message.reference] = outcome = self._send(message)
            if outcome.code == "no-connection":
                break
        return done

    def look_up(self, references: Sequence[UUID], *, seconds: float) -> dict[UUID, Outcome | None]:
        """SMTP cannot be asked.  A second copy carries the same Message-ID, and mailboxes show it once."""
        return dict.fromkeys(references)

    def _send(self, message: Outgoing) -> Outcome:
        try:
            self._server.open()
        except (OSError, smtplib.SMTPException):
            return Outcome(Result.TEMPORARY, "no-connection")
        try:
            self._server.send_messages([_letter(message)])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, _words = next(iter(refusal.recipients.values()))
            dead = code in NO_SUCH_MAILBOX
            return Outcome(Result.PERMANENT if dead else _later(code), str(code))
        except ValueError:  # a line break in a header, an address that cannot be written: only this letter stops here
            return Outcome(Result.TECHNICAL, "unwritable")
        except smtplib.SMTPServerDisconnected:
            self._server.close()
            return Outcome(Result.UNCERTAIN, "disconnected")
        except smtplib.SMTPResponseException as refusal:
            return Outcome(_later(refusal.smtp_code), str(refusal.smtp_code))
        except (OSError, smtplib.SMTPException) as error:
            self._server.close()
            return Outcome(Result.UNCERTAIN, type(error).__name__)
        return Outcome(Result.ACCEPTED, "250")


def _later(code: int) -> Result:
    """4xx: the server asks to come back; 5xx: it never will take this letter."""
    return Result.TECHNICAL if code >= 500 else Result.TEMPORARY


def _letter(message: Outgoing) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    letter = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.address],
        headers={"Message-ID": f"<{message.reference}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(message.html, "text/html")
    return letter
