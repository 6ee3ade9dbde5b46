"""What this room refuses; each carries the sentence that the person reads, and nothing has changed."""

from __future__ import annotations

from portal.refusals import Refused
from portal.states import IllegalTransition


class BadFile(Refused):
    """A file that we cannot take.  ``facts``: ``fault`` (a code of ``rules.faults``) and ``name`` (as the person knows it)."""

    code = "bad_file"


class Busy(Refused):
    """Too many files are being read at this moment."""

    code = "busy"


class TooManySendings(Refused):
    """The person has sent more today than anyone needs to."""

    code = "too_many_sendings"


class AlreadyHeld(Refused):
    """A valid document of this kind about this matter is here: it may not be asked for."""

    code = "already_held"


class AlreadyAsked(Refused):
    """The same document is asked for already."""

    code = "already_asked"


class AlreadySent(Refused):
    """This preparation was sent, perhaps in another tab."""

    code = "already_sent"


class NeedsReason(Refused):
    """A document is never refused without saying why."""

    code = "needs_reason"


class NotYours(Refused):
    """Only its owner takes a document back."""

    code = "not_yours"


class AlreadyDecided(IllegalTransition):
    """Somebody was first, or the antivirus has not spoken: nothing more is decided on this document."""

    code = "already_decided"
