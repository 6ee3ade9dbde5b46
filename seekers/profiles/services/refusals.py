"""What this room refuses; each carries the sentence that the person reads."""

from __future__ import annotations

from portal.refusals import Refused


class AlreadyKnown(Refused):
    """Someone else's file or account has this NIR, identifier or e-mail address."""

    code = "already_known"


class WrongIdentity(Refused):
    """A NIR, a telephone number or a postcode that cannot exist.  ``facts``: ``field``."""

    code = "wrong_identity"


class WrongBankAccount(Refused):
    """Not an IBAN, or no name of its holder."""

    code = "wrong_bank_account"


class OtherHolder(Refused):
    """The account bears another name than the person's, and nobody has confirmed it."""

    code = "other_holder"


class SameHand(Refused):
    """Whoever gave an account, or is paid on it, does not let it through."""

    code = "same_hand"


class NothingToDecide(Refused):
    """This doubt has been decided already."""

    code = "nothing_to_decide"


class NoConsent(Refused):
    """Needs linked to health are kept only by consent."""

    code = "no_consent"
