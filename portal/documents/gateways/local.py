"""The antivirus of a demonstration: it knows one virus, the harmless one that every antivirus is tried with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from portal.documents.gateways.protocol import Verdict

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""Written in two halves, so that an antivirus does not take this file for one."""


class LocalAntivirus:
    def look(self, paths: Sequence[Path]) -> Verdict:
        """INFECTED by EICAR anywhere in a file; AWAY when a file is not there."""
        try:
            found = [EICAR in path.read_bytes() for path in paths]
        except OSError:
            return Verdict.AWAY
        if not found:
            return Verdict.AWAY
        return Verdict.INFECTED if any(found) else Verdict.CLEAN


class NoAntivirus:
    """A real installation that names no antivirus: documents come in, and none is opened."""

    def look(self, paths: Sequence[Path]) -> Verdict:
        return Verdict.AWAY
