"""Why a declaration is not taken: each carries the sentence that the person reads, and nothing has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.refusals import Refused

if TYPE_CHECKING:
    from seekers.declarations.answers import Answers
    from seekers.declarations.findings import Finding
    from seekers.declarations.models import Version


class WindowClosed(Refused):
    """Not open yet, or closed: after closing only an advisor may declare.  ``facts``: ``opens_at``, ``closes_at``."""

    code = "window_closed"


class NotRegistered(Refused):
    """Not registered on any day of the month: there is nothing to declare."""

    code = "not_registered"


class Conflict(Refused):
    """Something else was sent meanwhile, from another tab, device or by an advisor.  Carries both, so that a page can
    show both."""

    code = "conflict"

    def __init__(self, sentence: str, *, version: Version, theirs: Answers, mine: Answers) -> None:
        super().__init__(sentence, version=version, theirs=theirs, mine=mine)
        self.version, self.theirs, self.mine = version, theirs, mine


class Incorrect(Refused):
    """Something is missing or impossible.  ``problems`` says what, field by field."""

    code = "incorrect"

    def __init__(self, sentence: str, *, problems: list[Finding]) -> None:
        super().__init__(sentence, problems=problems)
        self.problems = problems


class ToConfirm(Refused):
    """Possible but surprising.  ``surprises`` are those whose ``key`` was not in ``confirmed``."""

    code = "to_confirm"

    def __init__(self, sentence: str, *, surprises: list[Finding]) -> None:
        super().__init__(sentence, surprises=surprises)
        self.surprises = surprises


class NotReadBack(Refused):
    """An advisor sends nothing that was not read back and agreed to in words."""

    code = "not_read_back"


class WrongForm(Refused):
    """The slip is another person's, of another month, or has not come back."""

    code = "wrong_form"


class CannotObject(Refused):
    """Too late (48 hours), already done, or not the person's own declaration."""

    code = "cannot_object"


class CannotExtend(Refused):
    """An extension goes later, never earlier, has a reason, and comes before the cessations."""

    code = "cannot_extend"


class CannotHold(Refused):
    """A hold has a reason, and is not put twice nor lifted twice."""

    code = "cannot_hold"
