"""Who may open a person's document, and who may decide on it.

This room does not know who follows whom: the rooms above do, and register themselves here from their ``handlers.py``.

    register_reader(may_open_file)      # (user, document) -> bool
    register_judge(may_decide_rights)   # (user, document) -> bool

One yes is enough; without any, only the owner opens a document and nobody decides.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.documents.models import Document
from portal.refusals import Refused

Check = Callable[[User, Document], bool]

_readers: list[Check] = []
_judges: list[Check] = []


class MayNotJudge(Refused):
    """Accepting and refusing belongs to those who decide on the rights that the document proves, never to its owner."""

    code = "may_not_judge"


def register_reader(check: Check) -> Check:
    """``check(user, document)`` says whether this member of staff may open it.  Usable as a decorator."""
    if check not in _readers:
        _readers.append(check)
    return check


def register_judge(check: Check) -> Check:
    """``check(user, document)`` says whether this member of staff may accept or refuse it.  Usable as a decorator."""
    if check not in _judges:
        _judges.append(check)
    return check


def may_open(user: User, document: Document) -> bool:
    """The owner, or staff whom a room above knows to follow this person."""
    if document.person_id == user.pk:
        return True
    return user.is_staff_member and any(check(user, document) for check in _readers)


def may_judge(user: User | None, document: Document) -> bool:
    return (
        user is not None
        and user.pk != document.person_id
        and user.is_staff_member
        and any(check(user, document) for check in _judges)
    )


def check_may_judge(user: User | None, document: Document) -> None:
    if not may_judge(user, document):
        raise MayNotJudge(_("Vous ne pouvez pas décider sur ce document."))
