"""Who is used to the agency, the telephone or paper, or struggles online: the list behind the reminders, with its reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from advisors.portfolios.models import Assignment, AssignmentQuerySet
from portal.accounts.models import User
from seekers.profiles.models import Autonomy, AutonomyObservation, Seeker, UsualChannel
from seekers.profiles.signs import in_words

WITH_SOMEBODY = (UsualChannel.AGENCY, UsualChannel.PHONE, UsualChannel.PAPER)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Habit:
    """A person, and why they stand in the list."""

    seeker: Seeker
    usual: str
    why: str
    said: str
    seen: str


def people(user: User) -> AssignmentQuerySet:
    """Of the portfolio of ``user``, by name: used to somebody's help, or not at ease online by their word or by what we noticed."""
    with_somebody = Q(seeker__usual_channel__in=WITH_SOMEBODY)
    not_at_ease = Q(seeker__autonomy=Autonomy.LOW) | Q(seeker__observed_autonomy=Autonomy.LOW)
    rows = Assignment.objects.of_advisor(user).filter(with_somebody | not_at_ease)
    return (
        rows.select_related("seeker__user")
        .prefetch_related(Prefetch("seeker__autonomy_observations", AutonomyObservation.objects.counted()))
        .order_by("seeker__last_name", "seeker__first_name", "pk")
    )


def habits_of(rows: Iterable[Assignment]) -> list[Habit]:
    return [_habit(row.seeker) for row in rows]


def table(habits: Iterable[Habit]) -> str:
    """The list as CSV for a spreadsheet: semicolons, UTF-8 with its mark, and no cell that a spreadsheet would compute."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Nom"), _("Prénom"), _("Téléphone"), _("Déclare d’habitude"), _("Pourquoi"), _("Dit"), _("Remarqué")]
    )
    for each in habits:
        phone = each.seeker.phone.as_national if each.seeker.phone else ""
        cells = (each.seeker.last_name, each.seeker.first_name, phone, each.usual, each.why, each.said, each.seen)
        writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A name that begins like a formula is text: an apostrophe says so to every spreadsheet (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _habit(seeker: Seeker) -> Habit:
    known = seeker.autonomy != Autonomy.UNKNOWN
    return Habit(
        seeker,
        usual=str(seeker.get_usual_channel_display()),
        why=seeker.usual_channel_reason,
        said=str(seeker.get_autonomy_display()) if known else "",
        seen=", ".join(each.words for each in in_words(seeker.autonomy_observations.all())),
    )
