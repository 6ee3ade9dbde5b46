"""The antivirus: ClamAV where one is named, the local double in a demonstration, and otherwise none, which opens nothing."""

from __future__ import annotations

from django.conf import settings

from portal.documents.gateways.clamav import ClamAv
from portal.documents.gateways.local import LocalAntivirus, NoAntivirus
from portal.documents.gateways.protocol import Antivirus, Verdict

__all__ = ["Antivirus", "Verdict", "antivirus"]


def antivirus() -> Antivirus:
    """The one that the settings name.  A real installation without one never falls back on the double."""
    if settings.CLAMAV_ADDRESS:
        return ClamAv(settings.CLAMAV_ADDRESS)
    return LocalAntivirus() if settings.DEMO or settings.TEST else NoAntivirus()
