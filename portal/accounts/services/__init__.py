"""The verbs of this room, by noun: ``roles``, ``passwords``, ``state`` (FranceConnect, ProConnect)."""

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
from portal.accounts.services.state import (
    AccountClosed,
    IdentityTaken,
    NoSuchColleague,
    NotThisWay,
    OnlyWayIn,
    colleague_of_identity,
    holder_of_identity,
    link_state_identity,
    state_identity,
    unlink_state_identity,
)

__all__ = [
    "AccountClosed",
    "AlreadyFounded",
    "IdentityTaken",
    "LinkDead",
    "NameTaken",
    "NoSuchColleague",
    "NotThisWay",
    "OnlyWayIn",
    "RoleHeld",
    "answer_resets",
    "ask_reset",
    "become_seeker",
    "change_password",
    "choose_language",
    "choose_password",
    "close_account",
    "close_applicant",
    "colleague_of_identity",
    "confirm_role",
    "end_role",
    "found",
    "give_role",
    "holder_of",
    "holder_of_identity",
    "issue_link",
    "link_state_identity",
    "open_account",
    "open_applicant",
    "reset_password",
    "second_factor_changed",
    "set_up_second_factor",
    "state_identity",
    "tidy",
    "unlink_state_identity",
]
