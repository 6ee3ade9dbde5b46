"""What somebody had before their eyes, signed into their page: that is what is sent, whatever was saved since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing

from portal.months import Month
from seekers.declarations.answers import Answers


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads whose month (primary keys), and on which ``page``: what is signed for one is worth nothing for another."""

    page: str
    seeker_id: int
    month: Month
    reader_id: int

    def sign(self, answers: Answers, base_version: int) -> str:
        """For a hidden field: the answers shown, and the version that they correct."""
        return signing.dumps([self._bound, answers.to_json(), base_version], salt=self.page, compress=True)

    def read(self, written: str) -> tuple[Answers, int] | None:
        """The same again.  None when it is not our own page, or somebody else's, or another month's."""
        try:
            bound, answers, base_version = signing.loads(written, salt=self.page)
        except signing.BadSignature:
            return None
        return (Answers.from_json(answers), base_version) if bound == self._bound else None

    @property
    def _bound(self) -> list[Any]:
        return [self.seeker_id, str(self.month), self.reader_id]
