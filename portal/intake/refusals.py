"""What this room refuses; each carries the sentence that is read, and nothing has changed."""

from __future__ import annotations

from portal.refusals import Refused


class NoSuchCode(Refused):
    """No slip bears this code, or its check letter is wrong: nobody else's is taken in its place."""

    code = "no_such_code"


class NoSuchPerson(Refused):
    """No account bears exactly this identifier."""

    code = "no_such_person"


class FormFirst(Refused):
    """The form that these copies came with is not keyed: what they answer is not known yet."""

    code = "form_first"


class WhichOne(Refused):
    """The person is waited for with documents of this kind: which one is it?  ``wanted``: the ``about`` of each."""

    code = "which_one"

    def __init__(self, sentence: str, wanted: list[str]) -> None:
        super().__init__(sentence, wanted=wanted)
        self.wanted = wanted


class WrongDays(Refused):
    """Arrived in the future, or posted after it arrived."""

    code = "wrong_days"


class NothingNew(Refused):
    """Every file of the batch has been taken already.  ``facts``: ``batch``, the one that holds the first of them."""

    code = "nothing_new"


class AlreadyKnown(Refused):
    """The form has its person, its answers are keyed, or it has come back already."""

    code = "already_known"


class ReasonMissing(Refused):
    """Pages are set aside, and delays recorded, with a reason."""

    code = "reason_missing"


class WrongDelay(Refused):
    """No department, or an end before the beginning."""

    code = "wrong_delay"
