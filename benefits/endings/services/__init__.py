"""The verbs of the room."""

from benefits.endings.services.claiming import (
    Incomplete,
    NotPrepared,
    ask_again,
    expire,
    facts_of,
    grant,
    open_granted,
    refuse,
    save,
    submit,
)
from benefits.endings.services.contesting import NothingToChange, answer_contest, contest, may_contest
from benefits.endings.services.preparing import lines_of
from benefits.endings.services.warning import warn

__all__ = [
    "Incomplete", "NotPrepared", "NothingToChange", "answer_contest", "ask_again", "contest", "expire", "facts_of", "grant",
    "lines_of", "may_contest", "open_granted", "refuse", "save", "submit", "warn",
]  # fmt: skip
