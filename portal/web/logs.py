"""No personal data in logs: what looks like a NIR, an IBAN, a phone number or an e-mail address is masked."""

from __future__ import annotations

import logging
import re

PERSONAL = re.compile(
    r"""
    \b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,4})?\b   # IBAN
    | \b[1-478]\s?\d{2}\s?\d{2}\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b   # NIR
    | (?:\+\d{2,3}|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b   # phone
    | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b   # e-mail
    """,
    re.VERBOSE,
)


class NoPersonalData(logging.Filter):
    """Masks the message once it is put together, so that arguments are covered too, and the traceback with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = PERSONAL.sub("[…]", record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = PERSONAL.sub("[…]", logging.Formatter().formatException(record.exc_info))
        return True
