"""The audit trail as the person reads it: who, what, when, and whether a person or the system did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Entry

SUBJECTS: tuple[tuple[str, Promise], ...] = (
    ("file.opened", gettext_lazy("Ouverture de votre dossier")),
    ("declarations.", gettext_lazy("Votre déclaration")),
    ("registration.", gettext_lazy("Votre inscription")),
    ("profiles.bank", gettext_lazy("Votre compte bancaire")),
    ("bank", gettext_lazy("Votre compte bancaire")),
    ("profiles.usual_channel", gettext_lazy("Votre façon habituelle de déclarer")),
    ("profiles.", gettext_lazy("Vos coordonnées")),
    ("payment", gettext_lazy("Votre paiement")),
    ("entitlement", gettext_lazy("Votre droit à l’allocation")),
    ("claims.", gettext_lazy("Votre demande d’allocation")),
    ("intake.", gettext_lazy("Votre courrier")),
    ("documents.", gettext_lazy("Vos documents")),
    ("notifications.", gettext_lazy("Un message pour vous")),
    ("portfolios.", gettext_lazy("Votre suivi par un conseiller")),
    ("help.", gettext_lazy("Votre demande d’aide")),
    ("accounts.", gettext_lazy("Votre accès au site")),
)
"""By the beginning of the action's code; the first that fits."""


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    what: str
    who: str
    reason: str
    automatic: bool
    opening: bool


def line_of(entry: Entry, reader: Any) -> Line:
    """One act in plain words.  A colleague is named: the person may know who opened their file."""
    what = next((words for prefix, words in SUBJECTS if entry.action.startswith(prefix)), gettext_lazy("Votre dossier"))
    if entry.automatic:
        who = _("Automatique")
    elif entry.actor_id == reader.pk:
        who = _("Vous")
    else:
        who = str(entry.actor)
    return Line(entry.at, str(what), who, entry.reason, entry.automatic, entry.action == "file.opened")
