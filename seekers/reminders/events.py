"""What the ladder asks of the floors above: a call, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallReason(models.TextChoices):
    AGENCY_HABIT = "agency_habit", _("Déclare d’habitude à l’agence")
    LOW_AUTONOMY = "low_autonomy", _("Peu à l’aise en ligne")
    NO_CHANNEL = "no_channel", _("Aucun message ne lui parvient")
    CLOSING_SOON = "closing_soon", _("La fenêtre se ferme bientôt")
    DRAFT_UNFINISHED = "draft_unfinished", _("Déclaration commencée, pas envoyée")


@dataclass(frozen=True)
class CallNeeded:
    """``dedupe_key`` is what may not be asked twice, e.g. ``2026-11:last_days:4211``."""

    seeker_id: int
    dedupe_key: str
    reasons: tuple[str, ...]
    score: int
    useful_until: datetime


@dataclass(frozen=True)
class CallsNeeded:
    """A slice of a step, in one event."""

    calls: tuple[CallNeeded, ...]
