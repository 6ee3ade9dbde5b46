"""What the trail notices.  Rooms above tell people; this one cannot write to anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TooManyFilesOpened:
    """A member of staff was refused one more file; said once a day."""

    user_id: int
    files: int
    at: datetime
