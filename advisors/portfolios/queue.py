"""The call queue as it is shown: one entry a person, whatever asked for the call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisors.portfolios.models import CallTask
from advisors.portfolios.reasons import Reason, in_words
from seekers.profiles.models import Seeker


@dataclass(frozen=True, slots=True)
class Entry:
    """A person to call: the reasons of every call that waits for them, the highest score, the earliest end."""

    seeker: Seeker
    reasons: list[Reason]
    score: int
    calls: list[CallTask]

    @property
    def top(self) -> CallTask:
        return self.calls[0]


def entries_of(calls: Iterable[CallTask]) -> list[Entry]:
    """Ranked as ``calls`` are: the most pressing first."""
    by_person: dict[int, list[CallTask]] = {}
    for call in calls:
        by_person.setdefault(call.seeker_id, []).append(call)
    return [_entry(theirs) for theirs in by_person.values()]


def _entry(calls: list[CallTask]) -> Entry:
    codes = dict.fromkeys(code for call in calls for code in call.reasons)
    return Entry(calls[0].seeker, in_words(codes), calls[0].score, calls)
