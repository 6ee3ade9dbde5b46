"""A problem or a surprise in a month's answers, with its sentence in plain French."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """``field`` is the path of the answer: ``worked``, ``employers.0.gross_cents``, ``spans.2.ends_on``…"""

    code: str
    field: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the person confirms: this surprise, on this answer."""
        return f"{self.code}:{self.field}"

    @property
    def sentence(self) -> str:
        raise NotImplementedError
