"""What somebody had before their eyes, signed into their page: that is what they sign, whatever was saved since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing

from seekers.registration.answers import Answers

SALT = "seekers.registration.review"


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads which application (primary keys): what is signed for one is worth nothing for another."""

    application_id: int
    reader_id: int

    def sign(self, answers: Answers, edition: int) -> str:
        """For a hidden field: the answers shown, and the edition of the draft that they are."""
        return signing.dumps([self._bound, answers.to_json(), edition], salt=SALT, compress=True)

    def read(self, written: str) -> tuple[Answers, int] | None:
        """The same again.  None when it is not our own page, or somebody else's."""
        try:
            bound, answers, edition = signing.loads(written, salt=SALT)
        except signing.BadSignature:
            return None
        return (Answers.from_json(answers), edition) if bound == self._bound else None

    @property
    def _bound(self) -> list[Any]:
        return [self.application_id, self.reader_id]
