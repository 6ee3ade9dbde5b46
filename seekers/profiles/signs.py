"""What we noticed of a person's autonomy, in words: the same sentence for them and for their advisor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.months import Month
from portal.web.templatetags.words import day
from seekers.profiles.models import AutonomyObservation, AutonomySign, Seeker, UsualChannel


@dataclass(frozen=True, slots=True)
class Noticed:
    number: int
    words: str
    evidence: str


def noticed(seeker: Seeker) -> list[Noticed]:
    """What still counts, the latest first."""
    return in_words(seeker.autonomy_observations.counted())


def in_words(observations: Iterable[AutonomyObservation]) -> list[Noticed]:
    """``noticed``, for a list of people whose observations were read together."""
    return [Noticed(each.pk, str(AutonomySign(each.sign).label), _evidence(each)) for each in observations]


def _evidence(observation: AutonomyObservation) -> str:
    """Each key of ``evidence`` has its words; what an older release wrote is left unsaid rather than shown raw."""
    known: dict[str, Callable[[str], str]] = {"month": _month, "on": _day, "ways": _ways, "via": _via}
    said = [known[name](value) for name, value in observation.evidence.items() if name in known]
    return ", ".join(said)


def _month(value: str) -> str:
    return date_format(Month.parse(value).first, "F Y")


def _day(value: str) -> str:
    return _("le %(day)s") % {"day": day(date.fromisoformat(value))}


def _ways(value: str) -> str:
    return _("dernières déclarations : %(ways)s") % {"ways": ", ".join(_via(way) for way in value.split(","))}


def _via(value: str) -> str:
    return str(UsualChannel(value).label).lower()
