"""What happened to a declaration, told to the rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.months import Month


@dataclass(frozen=True, slots=True)
class DeclarationFiled:
    """A version was sent; ``first`` is False for a correction."""

    declaration_id: int
    version_id: int
    seeker_id: int
    month: Month
    first: bool


@dataclass(frozen=True, slots=True)
class DeclarationMissed:
    """The window closed and nothing was sent.  Published by the slice, in ``DeclarationsMissed``."""

    declaration_id: int
    seeker_id: int
    month: Month


@dataclass(frozen=True, slots=True)
class DeclarationsMissed:
    """One slice of a closing: what a batch publishes once instead of a thousand times."""

    misses: tuple[DeclarationMissed, ...]


@dataclass(frozen=True, slots=True)
class AssistanceObjected:
    """The person does not recognise what an advisor declared with them: an advisor calls back."""

    declaration_id: int
    version_id: int
    seeker_id: int
    advisor_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FormKeyed:
    """A paper form has become a declaration.  ``by_post``: its proof must go by letter."""

    assistance_id: int
    version_id: int
    by_post: bool
    at: datetime
