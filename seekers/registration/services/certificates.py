"""Certificates that employers send (attestation employeur, R1234-9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from portal import events
from portal.audit import services as audit
from seekers.registration.certificate_lines import BadLine, Line
from seekers.registration.events import CertificatesReceived
from seekers.registration.models import EmployerCertificate

SLICE = 1000


@dataclass
class Received:
    """Counts of lines; ``refused`` holds (number of the line, why), and nothing of what it said."""

    added: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def receive_certificates(*, lines: Iterable[Line | BadLine], actor: Any, now: datetime) -> Received:
    """Keep what employers sent, a slice a transaction; the same reference twice is one.  Bad lines are said and left out.

    Rooms above are told (``CertificatesReceived``): a claim that waited for one is looked at again.
    """
    received, good = Received(), []
    for line in lines:
        if isinstance(line, BadLine):
            received.refused.append((line.number, line.why))
            continue
        good.append(line)
        if len(good) == SLICE:
            _keep(good, received, actor=actor, now=now)
            good = []
    _keep(good, received, actor=actor, now=now)
    return received


def _keep(lines: list[Line], received: Received, *, actor: Any, now: datetime) -> None:
    if not lines:
        return
    with transaction.atomic():
        known = set(
            EmployerCertificate.objects.filter(reference__in=[line.reference for line in lines]).values_list(
                "reference", flat=True
            )
        )
        first = {line.reference: line for line in lines if line.reference not in known}
        rows = EmployerCertificate.objects.bulk_create(
            EmployerCertificate(reference=reference, received_at=now, **line.columns)
            for reference, line in first.items()
        )
        received.added += len(rows)
        received.known += len(lines) - len(rows)
        if rows:
            audit.record(
                action="registration.certificates_received", target=rows[0], actor=actor, details={"count": len(rows)}
            )
            events.publish(CertificatesReceived(tuple(row.pk for row in rows)))
