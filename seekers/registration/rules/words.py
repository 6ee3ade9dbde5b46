"""Words that a person writes: there, readable, not too long.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from seekers.registration.findings import Finding

NAME_MOST = 80


def unfit(step: str, field: str, said: str, most: int, *, needed: bool) -> Iterator[Finding]:
    """What is wrong with ``said``, if anything.  Signs that nobody can print or store are refused, not removed."""
    if not said.strip():
        if needed:
            yield Finding("unanswered", step, field)
    elif len(said) > most:
        yield Finding("too_long", step, field, {"most": most})
    elif not all(sign.isprintable() or sign in "\r\n" for sign in said):
        yield Finding("unreadable", step, field)
