"""The verbs of the room, by noun: ``asking`` (the person), ``answering`` (us), ``places``."""

from seekers.help.services.answering import (
    AlreadyTaken,
    AnswerMissing,
    flag_missed,
    let_go_late_comers,
    nobody_answered,
    settle,
    take,
)
from seekers.help.services.asking import AlreadyAsked, WordsMissing, WrongPhone, ask, cancel, next_slots
from seekers.help.services.places import PlaceLine, load_places
from seekers.help.services.promises import NoSlotLeft

__all__ = [
    "AlreadyAsked",
    "AlreadyTaken",
    "AnswerMissing",
    "NoSlotLeft",
    "PlaceLine",
    "WordsMissing",
    "WrongPhone",
    "ask",
    "cancel",
    "flag_missed",
    "let_go_late_comers",
    "load_places",
    "next_slots",
    "nobody_answered",
    "settle",
    "take",
]
