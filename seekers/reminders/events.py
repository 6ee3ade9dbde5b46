"""A step of the ladder asks for a human voice.  Ids, codes and dates only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallReason(models.TextChoices):
    """Why a call rather than one more message; shown as it is to the advisor, never hidden in a score."""

    USUALLY_AT_AGENCY = "usually_at_agency", _("Déclare d’habitude en agence, par téléphone ou sur papier")
    LOW_AUTONOMY = "low_autonomy", _("Peu à l’aise en ligne")
    MISSED_LAST_MONTH = "missed_last_month", _("N’a pas déclaré le mois dernier")
    NO_WORKING_CHANNEL = "no_working_channel", _("Ni téléphone ni adresse e-mail qui fonctionne")
    DRAFT_UNFINISHED = "draft_unfinished", _("Déclaration commencée, pas envoyée")
    CLOSING_SOON = "closing_soon", _("La période se termine dans trois jours au plus")


@dataclass(frozen=True)
class CallNeeded:
    """One person to call.  ``dedupe_key``: the same need asked twice is one call; useless after ``useful_until``."""

    seeker_id: int
    dedupe_key: str
    reasons: tuple[str, ...]
    score: int
    useful_until: datetime


@dataclass(frozen=True)
class CallsNeeded:
    """The calls of one slice of a campaign, together."""

    calls: tuple[CallNeeded, ...]
