"""Words typed by someone and kept for good: a reason, a consent, an objection."""

from __future__ import annotations


def kept(typed: str, most: int) -> str:
    """``typed`` on one line; empty when it says nothing, exceeds ``most`` letters, or has signs that no row can hold.

    Whoever calls refuses an empty answer with a sentence of its own: words are never cut in silence.
    """
    line = " ".join(typed.split())
    return line if line.isprintable() and len(line) <= most else ""
