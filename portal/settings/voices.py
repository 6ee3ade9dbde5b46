"""What we write and say: messages, telephone numbers, calls back on working days by the person's own clock."""

from __future__ import annotations

from portal.settings.environment import number, text
from portal.settings.place import DEMO, TEST

# messages
SMS_GATEWAY_URL = text("SMS_GATEWAY_URL", "")  # empty: the local double, whose messages are readable on a page
SMS_GATEWAY_TOKEN = text("SMS_GATEWAY_TOKEN", "")
SMS_GATEWAY_CALLBACK_SECRET = text("SMS_GATEWAY_CALLBACK_SECRET", "demo-callback" if (DEMO or TEST) else "")
SMS_SENDER = text("SMS_SENDER", "REBOND")
SMS_CONCURRENCY = number("SMS_CONCURRENCY", 150)
SMS_DAILY_LIMIT = number("SMS_DAILY_LIMIT", 250_000)
EMAIL_URL = text("EMAIL_URL", "")  # smtp://user:password@host:587?tls=1 ; empty: the local double
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Rebond <ne-pas-repondre@rebond.example>")
HELP_PHONE = text("HELP_PHONE", "39 49")
HELP_PHONE_HOURS = text("HELP_PHONE_HOURS", "du lundi au vendredi, de 8 h 30 à 16 h 30")
HELP_PHONE_PRICE = text("HELP_PHONE_PRICE", "service gratuit, prix d’un appel")
EMPLOYER_PHONE = text("EMPLOYER_PHONE", "39 95")
EMPLOYER_PHONE_HOURS = text("EMPLOYER_PHONE_HOURS", "du lundi au vendredi, de 9 h à 17 h")
EMPLOYER_PHONE_PRICE = text("EMPLOYER_PHONE_PRICE", "service gratuit, prix d’un appel")

# calls back
HELP_OPENS = number("HELP_OPENS", 9)  # the hour at which the first call may be promised
HELP_CLOSES = number("HELP_CLOSES", 17)  # the hour before which the last one ends
HELP_CALLS_A_SLOT = number("HELP_CALLS_A_SLOT", 4)  # calls promised for one half hour, in one time zone
