"""The numbers that identify a person, a firm, an account or a telephone: read as people write them, kept in one form.

Each function takes what was typed, spaces and punctuation included, and gives the form in which it is stored;
anything else is refused with ``NotValid`` (a ``ValueError``).  Well formed is not the same as existing: only the
issuer knows that.
"""

from __future__ import annotations

import re

import phonenumbers
from stdnum import iban as iban_standard
from stdnum.exceptions import ValidationError
from stdnum.fr import nir as nir_standard
from stdnum.fr import siret as siret_standard

NIR_LENGTH, IBAN_MAX, TYPED_MAX = 15, 34, 60
FRENCH_BANKING = frozenset({"FR", "MC"})
"""Countries whose IBAN holds a RIB with its own key; overseas territories write FR too."""
RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
IBAN_CHECK_DIGITS = range(2, 99)
"""97 minus a remainder gives 02 to 98; 00, 01 and 99 pass the sum as aliases of 97, 98 and 02, and are refused."""
OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM", "NC", "PF", "WF")
"""A number written ``0692…`` belongs to one of these when it is not of the mainland."""
MOBILE = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})
FICTION = re.compile(r"\+33(?:19900|26191|35301|46571|53649|63998)\d{4}", re.ASCII)
"""Kept for films and demonstrations by the numbering plan: well formed, and nobody's."""
FICTION_MOBILE = "+3363998"
SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f]+")


class NotValid(ValueError):
    """What was typed cannot be such a number."""


def nir(typed: str) -> str:
    """A social security number with its key: 15 characters, Corsica's ``2A``/``2B`` in capitals.

    Also temporary numbers (3, 4, 7, 8), unknown months of birth (20 and more) and people born abroad (99).
    """
    written = _compact(typed).upper()
    try:
        return str(nir_standard.validate(written))
    except ValidationError as wrong:
        raise NotValid("not a NIR") from wrong


def siret(typed: str) -> str:
    """An establishment: 14 digits; La Poste's own sum is known."""
    try:
        return str(siret_standard.validate(_compact(typed)))
    except ValidationError as wrong:
        raise NotValid("not a SIRET") from wrong


def iban(typed: str) -> str:
    """An account: its IBAN without spaces, in capitals.  A French one is also checked by its clé RIB."""
    written = _compact(typed).upper()
    try:
        number = str(iban_standard.validate(written))
    except ValidationError as wrong:
        raise NotValid("not an IBAN") from wrong
    if int(number[2:4]) not in IBAN_CHECK_DIGITS:
        raise NotValid("not the check digits of an IBAN")
    if number[:2] in FRENCH_BANKING and not _rib_key_holds(number[4:]):
        raise NotValid("not the key of a RIB")
    return number


def phone(typed: str, *, region: str = "FR") -> str:
    """A telephone number as ``+33612345678``.  Without a prefix it is read as of ``region``, then as of the overseas
    territories."""
    written = _clean(typed)
    for place in (region, *OVERSEAS):
        try:
            number = phonenumbers.parse(written, place)
        except phonenumbers.NumberParseException as wrong:
            raise NotValid("not a telephone number") from wrong
        dialled = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        if phonenumbers.is_valid_number(number) or FICTION.fullmatch(dialled):
            return dialled
    raise NotValid("not a telephone number")


def is_mobile(number: str) -> bool:
    """Can ``number`` (as ``phone`` gives it) receive an SMS?"""
    return number.startswith(FICTION_MOBILE) or phonenumbers.number_type(phonenumbers.parse(number)) in MOBILE


def national(number: str) -> str:
    """``+33639982244`` as ``06 39 98 22 44``, ``+596696201234`` as ``0696 20 12 34``; abroad with its prefix.  What is no
    number is given back."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    ours = phonenumbers.region_code_for_country_code(parsed.country_code or 0) in ("FR", *OVERSEAS)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if ours else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return SEPARATORS.sub(" ", phonenumbers.format_number(parsed, form))


def _clean(typed: str) -> str:
    """One space between groups.  Refuses what no number can hold: control characters, other scripts' digits, a page of
    text."""
    written = SEPARATORS.sub(" ", typed).strip()
    if not written or len(written) > TYPED_MAX or not written.isascii() or not written.isprintable():
        raise NotValid("not a number")
    return written


def _compact(typed: str) -> str:
    return _clean(typed).replace(" ", "")


def _rib_key_holds(rib: str) -> bool:
    """Bank (5), branch (5), account (11, letters by rank), key (2): 89 × bank + 15 × branch + 3 × account + key is a
    multiple of 97."""
    digits = rib.translate(RIB_LETTERS)
    bank, branch, account, key = int(digits[:5]), int(digits[5:10]), int(digits[10:21]), int(digits[21:23])
    return (89 * bank + 15 * branch + 3 * account + key) % 97 == 0
