"""An advisor declares with the person, on the phone or at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.months import Month
from seekers.declarations.answers import Answers
from seekers.declarations.models import Assistance, Version
from seekers.profiles.models import Seeker


def file_assisted(
    *,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    consent_words: str,
    read_back: bool,
    advisor: Any,
    via: str,
    now: datetime,
    base_version: int = 0,
    confirmed: tuple[str, ...] = (),
) -> Version:
    """``file`` by ``advisor``, with the words by which the person agreed once everything was read back.  The person is told at once
    and has 48 hours to object.  Also after closing.  Refused: ``NotReadBack``, and whatever ``file`` refuses.
    """
    raise NotImplementedError


def object_to(*, version: Version, words: str, actor: Any, now: datetime) -> Assistance:
    """The person does not recognise what was declared for them: the answers come back as a draft to correct, advisors are told.

    The month stays declared meanwhile: objecting never ends a registration.  Refused: ``CannotObject``.
    """
    raise NotImplementedError
