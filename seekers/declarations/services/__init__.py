"""The verbs of the monthly declaration.

Locks are always taken in this order, so that nothing waits in a circle: window, declaration, registration, seeker,
then what the subscribers of the events lock.
"""

from seekers.declarations.services.assistance import file_assisted, object_to
from seekers.declarations.services.closing import close_windows
from seekers.declarations.services.drafts import Saved, save_draft
from seekers.declarations.services.filing import file
from seekers.declarations.services.reading import answers_of, carry_over, draft_of, owed, previous_answers, totals_for
from seekers.declarations.services.refusals import (
    CannotExtend,
    CannotHold,
    CannotObject,
    Conflict,
    Incorrect,
    NotReadBack,
    NotRegistered,
    ToConfirm,
    WindowClosed,
)
from seekers.declarations.services.windows import (
    closes_at,
    ensure_window,
    extend_window,
    find_window,
    hold_cessations,
    is_open,
    release_cessations,
)

__all__ = [
    "CannotExtend",
    "CannotHold",
    "CannotObject",
    "Conflict",
    "Incorrect",
    "NotReadBack",
    "NotRegistered",
    "Saved",
    "ToConfirm",
    "WindowClosed",
    "answers_of",
    "carry_over",
    "close_windows",
    "closes_at",
    "draft_of",
    "ensure_window",
    "extend_window",
    "file",
    "file_assisted",
    "find_window",
    "hold_cessations",
    "is_open",
    "object_to",
    "owed",
    "previous_answers",
    "release_cessations",
    "save_draft",
    "totals_for",
]
