"""The verbs of this room, by noun: ``roles`` and ``passwords``."""

from __future__ import annotations

from portal.accounts.services.applicants import become_seeker, choose_password, close_applicant, open_applicant
from portal.accounts.services.languages import choose_language
from portal.accounts.services.passwords import (
    LinkDead,
    answer_resets,
    ask_reset,
    change_password,
    holder_of,
    issue_link,
    reset_password,
    second_factor_changed,
    set_up_second_factor,
    tidy,
)
from portal.accounts.services.roles import (
    AlreadyFounded,
    NameTaken,
    RoleHeld,
    close_account,
    confirm_role,
    end_role,
    found,
    give_role,
    open_account,
)

__all__ = [
    "AlreadyFounded",
    "LinkDead",
    "NameTaken",
    "RoleHeld",
    "answer_resets",
    "ask_reset",
    "become_seeker",
    "change_password",
    "choose_language",
    "choose_password",
    "close_account",
    "close_applicant",
    "confirm_role",
    "end_role",
    "found",
    "give_role",
    "holder_of",
    "issue_link",
    "open_account",
    "open_applicant",
    "reset_password",
    "second_factor_changed",
    "set_up_second_factor",
    "tidy",
]
