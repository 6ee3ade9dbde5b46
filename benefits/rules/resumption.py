"""Whether a resignation keeps a right with days left from being taken up again. Règlement, art. 26 § 1 b."""

from __future__ import annotations

from benefits.rules.affiliation import MINUTES, Work, departure, still_counts, work_of
from benefits.rules.career import Career, EndReason
from benefits.rules.choice import Yes, either
from benefits.rules.figures import Figures
from portal.money import Whole


def barred(career: Career, figures: Figures) -> Yes:
    """Whether the right before stays closed for now; ``career`` is the work done since it was opened.

    A resignation from the last job bars it, or one from another job not followed by enough work; neither does while less
    than 65 days or 455 hours were worked since the right was opened.
    """
    law, work = figures.law, work_of(career, figures)
    worked = (work.days >= law.resigned_since_days) | (work.minutes >= law.resigned_since_hours * MINUTES)
    return worked & (left_on(career, work, figures) > 0)


def left_on(career: Career, work: Work, figures: Figures) -> Whole:
    """The last day of the job whose resignation counts, 0 for none."""
    left = departure(career, work, figures)
    before = either(still_counts(left, figures), left.on, 0)
    return either(career.end_reason == EndReason.RESIGNATION, work.ends, before)
