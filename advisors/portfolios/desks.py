"""An advisor's side of a person's month: what the person typed, and what the advisor is filling in beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advisors.portfolios.models import AssistedDraft
from portal.accounts.models import User
from portal.intake.models import Slip
from portal.months import Month
from portal.web.typed import Typed
from seekers.declarations.answers import Answers
from seekers.declarations.models import Version
from seekers.declarations.sheets import Sheet, sheet_of
from seekers.profiles.models import Seeker


@dataclass
class Desk:
    """Read only.  ``sheet`` is the person's own month; ``draft`` the advisor's answers, None until something is saved;
    ``slip`` the returned paper form that is typed, None when the person is there or on the telephone."""

    sheet: Sheet
    draft: AssistedDraft | None
    slip: Slip | None = None

    @property
    def query(self) -> str:
        """What every address of the journey carries while a form is typed."""
        return f"?slip={self.slip.code}" if self.slip else ""

    @property
    def seeker(self) -> Seeker:
        return self.sheet.seeker

    @property
    def month(self) -> Month:
        return self.sheet.month

    @property
    def answers(self) -> Answers:
        """The advisor's; else the person's own draft; else what was sent, to be corrected; else nothing."""
        return Answers.from_json(self.draft.answers) if self.draft else self.sheet.answers

    @property
    def typed(self) -> Typed | None:
        return self.draft.typed if self.draft else self.sheet.typed

    @property
    def base_version(self) -> int:
        return self.draft.base_version if self.draft else self.sheet.base_version

    @property
    def own_saved_at(self) -> datetime | None:
        """When the person saved a draft of their own; None without one."""
        return self.sheet.saved_at if self.sheet.draft is not None else None

    @property
    def starts_from_own(self) -> bool:
        """Are these answers the person's own draft, or made from it?"""
        return self.draft.own_saved_at is not None if self.draft else self.own_saved_at is not None

    @property
    def own_is_newer(self) -> bool:
        """Has the person saved something that the advisor has not seen?"""
        if self.draft is None or self.own_saved_at is None:
            return False
        return self.draft.own_saved_at is None or self.own_saved_at > self.draft.own_saved_at

    @property
    def sent(self) -> Version | None:
        """The version that counts, or None."""
        return self.sheet.declaration.current if self.sheet.declaration else None


def desk_of(seeker: Seeker, month: Month, advisor: User, now: datetime, slip: Slip | None = None) -> Desk:
    """404 for a month before there were declarations."""
    draft = AssistedDraft.objects.filter(seeker=seeker, month=month, advisor=advisor).first()
    return Desk(sheet=sheet_of(seeker.user, month, now), draft=draft, slip=slip)
