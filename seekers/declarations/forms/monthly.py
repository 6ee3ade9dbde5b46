"""What every form of the declaration knows: the month that its questions name."""

from __future__ import annotations

from typing import Any

from portal.months import Month
from portal.web.unjudged import Unjudged


class Monthly(Unjudged):
    def __init__(self, *args: Any, month: Month, **options: Any) -> None:
        self.month = month
        super().__init__(*args, **options)
