"""Numbers, days and lists as they are said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from portal.web.templatetags.words import day


def spelled(receipt: str) -> str:
    """A proof as it is dictated: ``K7M4X-R9HTA`` as ``K 7 M 4 X, puis R 9 H T A``."""
    return _(", puis ").join(" ".join(part) for part in receipt.split("-"))


def dialled(phone: str) -> str:
    """``+33639981111`` as ``06 39 98 11 11``; as it was typed when it is no number."""
    try:
        return str(PhoneNumber.from_string(phone).as_national)
    except NumberParseException:
        return phone


def span(starts_on: date, ends_on: date | None) -> str:
    """``du 3 mars au 4 avril``, ``le 3 mars``, or on and on."""
    if ends_on is None:
        return _("à partir du %(first)s, et cela continue") % {"first": day(starts_on)}
    if ends_on == starts_on:
        return _("le %(first)s") % {"first": day(starts_on)}
    return _("du %(first)s au %(last)s") % {"first": day(starts_on), "last": day(ends_on)}


def listed(words: Sequence[str]) -> str:
    """``un CDI, un CDD ou une alternance``."""
    *before, last = words
    return _(" ou ").join([", ".join(before), last]) if before else last


def small(label: str) -> str:
    """A label in the middle of a sentence: its first letter is small, unless it is an acronym."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
