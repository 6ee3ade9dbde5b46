"""The verbs of the monthly declaration.

Locks are always taken in this order, so that nothing waits in a circle: window, declaration, registration, seeker,
then what the subscribers of the events lock.
"""

from seekers.declarations.services.assistance import file_assisted, object_to
from seekers.declarations.services.closing import close_windows
from seekers.declarations.services.drafts import Saved, save_draft
from seekers.declarations.services.filing import file
from seekers.declarations.services.paper import PAGES as FORM_PAGES
from seekers.declarations.services.paper import (
    drop_letters,
    file_from_form,
    matter_of,
    post_forms,
    posted_in_time,
    print_form,
)
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
    WrongForm,
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
    "FORM_PAGES",
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
    "WrongForm",
    "answers_of",
    "carry_over",
    "close_windows",
    "closes_at",
    "draft_of",
    "drop_letters",
    "ensure_window",
    "extend_window",
    "file",
    "file_assisted",
    "file_from_form",
    "find_window",
    "hold_cessations",
    "is_open",
    "matter_of",
    "object_to",
    "owed",
    "post_forms",
    "posted_in_time",
    "previous_answers",
    "print_form",
    "release_cessations",
    "save_draft",
    "totals_for",
]
