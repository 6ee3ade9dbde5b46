"""The steps of the journey, and which answers each one asks for.  A step writes its own answers and no others."""

from __future__ import annotations

WORK, SITUATION, LOOKING, REVIEW, NOTHING = "work", "situation", "looking", "review", "nothing"

FIELDS: dict[str, frozenset[str]] = {
    WORK: frozenset({"worked", "employers"}),
    SITUATION: frozenset(
        {"training", "internship", "sick_leave", "maternity", "paternity", "pension", "disability_pension", "spans"}
    ),
    LOOKING: frozenset({"still_looking", "ends_on", "end_reason", "end_confirmed"}),
    REVIEW: frozenset(),
}
"""A step that is not here (the single screen of NOTHING, the API) writes every answer."""
