"""The verbs of the room."""

from benefits.extensions.services.drafting import (
    CountIsOld,
    FourEyes,
    NotARule,
    cancel,
    check,
    count,
    draft,
    release,
)
from benefits.extensions.services.execution import Progress, cost, execute, execute_next, finish, progress
from benefits.extensions.services.reversing import (
    NothingToReverse,
    cancel_reversal,
    finish_reversal,
    prepare_reversal,
    release_reversal,
    take_back,
    take_back_next,
)
from benefits.extensions.services.telling import tell, tell_back, tell_people_of, untold

__all__ = [
    "CountIsOld", "FourEyes", "NotARule", "NothingToReverse", "Progress", "cancel", "cancel_reversal", "check", "cost",
    "count", "draft", "execute", "execute_next", "finish", "finish_reversal", "prepare_reversal", "progress", "release",
    "release_reversal", "take_back", "take_back_next", "tell", "tell_back", "tell_people_of", "untold",
]  # fmt: skip
