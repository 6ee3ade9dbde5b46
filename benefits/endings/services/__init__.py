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
from benefits.endings.services.preparing import lines_of
from benefits.endings.services.warning import warn

__all__ = [
    "Incomplete", "NotPrepared", "ask_again", "expire", "facts_of", "grant", "lines_of", "open_granted", "refuse",
    "save", "submit", "warn",
]  # fmt: skip
