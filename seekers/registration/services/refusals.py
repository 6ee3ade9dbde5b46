"""Why a registration or an application is not taken: each carries the sentence that the person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.refusals import Refused

if TYPE_CHECKING:
    from seekers.registration.findings import Finding


class AlreadyRegistered(Refused):
    code = "already_registered"


class NeverRegistered(Refused):
    code = "never_registered"


class TooLongAgo(Refused):
    """More than six months since the end: the situation is looked at again, by a new application."""

    code = "too_long_ago"


class WrongDate(Refused):
    """A registration does not end before it began."""

    code = "wrong_date"


class FileIsHere(Refused):
    """A code would open the whole file of somebody who is known: they sign in."""

    code = "file_is_here"


class ProofMissing(Refused):
    """Another account for somebody whose file is here: they prove once more who they are, at ``/compte/confirmer/``."""

    code = "prove_again"


class ReasonMissing(Refused):
    code = "reason_missing"


class Conflict(Refused):
    """Another device or another person saved the same step since this page was shown.  ``facts``: ``step``."""

    code = "conflict"


class NotADraft(Refused):
    """Signed or abandoned: nothing is changed any more."""

    code = "not_a_draft"


class Incomplete(Refused):
    """Something is missing or impossible.  ``problems`` says what; ``step`` is the name of the first page concerned."""

    code = "incomplete"

    def __init__(self, sentence: str, *, problems: list[Finding]) -> None:
        super().__init__(sentence, problems=problems)
        self.problems = problems
        self.step = problems[0].step


class ToConfirm(Refused):
    """Possible but surprising.  ``surprises`` are those whose ``key`` was not in ``confirmed``."""

    code = "to_confirm"

    def __init__(self, sentence: str, *, surprises: list[Finding]) -> None:
        super().__init__(sentence, surprises=surprises)
        self.surprises = surprises


class ConsentMissing(Refused):
    """Nobody signs for a person without saying how that person agreed."""

    code = "consent_missing"


class CodeDead(Refused):
    """The code is unknown, used, too old, tried too often, or the date of birth is not that of the application.  One
    sentence for all."""

    code = "code_dead"


class NoBirthDate(Refused):
    """A code opens with the date of birth: it must be known first."""

    code = "no_birth_date"


class CannotObject(Refused):
    """Too late (48 hours), already done, or signed by the person."""

    code = "cannot_object"


class NothingToCheck(Refused):
    """The application does not wait for anybody."""

    code = "nothing_to_check"


class NothingToAnswer(Refused):
    """Nobody objected to this application, or the person has their answer."""

    code = "nothing_to_answer"


class TooManyBegun(Refused):
    """Too many applications were begun from the same place in an hour: the telephone and the agency stay open."""

    code = "too_many_begun"
