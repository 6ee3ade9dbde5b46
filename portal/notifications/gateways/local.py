"""The double of both gateways, for demonstrations and tests: what it receives is read on ``/messages/telephone/``.

Magic addresses behave as real ones sometimes do (the idea is GOV.UK Notify's):

    +33639989001, temporaire@…   telephone off or mailbox full, for ever
    +33639989002, permanent@…    no such number or mailbox
    +33639989003, silence@…      received, and the answer is lost
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from portal.notifications.gateways.protocol import Outcome, Outgoing, Result
from portal.notifications.models import Channel, LocalDelivery

OFF, NO_SUCH, SILENT = "off", "no-such-address", "silent"
MAGIC = {
    "+33639989001": OFF,
    "+33639989002": NO_SUCH,
    "+33639989003": SILENT,
    "temporaire": OFF,
    "permanent": NO_SUCH,
    "silence": SILENT,
}


class LocalGateway:
    def __init__(self, channel: str) -> None:
        self.channel = channel

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...

    def deliver(self, slice_: Sequence[Outgoing], *, seconds: float) -> dict[UUID, Outcome]:
        known = self._received([message.reference for message in slice_])
        outcomes = {message.reference: self._answer(message) for message in slice_}
        LocalDelivery.objects.bulk_create(
            LocalDelivery(
                channel=self.channel,
                reference=message.reference,
                address=message.address,
                subject=message.subject,
                text=message.text,
            )
            for message in slice_
            if message.reference not in known
            and outcomes[message.reference].result in (Result.DELIVERED, Result.ACCEPTED, Result.UNCERTAIN)
        )
        return outcomes

    def look_up(self, references: Sequence[UUID], *, seconds: float) -> dict[UUID, Outcome | None]:
        known = self._received(references)
        return {ref: Outcome(Result.ACCEPTED, "accepted") if ref in known else None for ref in references}

    def _received(self, references: Sequence[UUID]) -> set[UUID]:
        return set(LocalDelivery.objects.filter(reference__in=references).values_list("reference", flat=True))

    def _answer(self, message: Outgoing) -> Outcome:
        magic = MAGIC.get(message.address.split("@")[0])
        if magic == OFF:
            return Outcome(Result.TEMPORARY, magic)
        if magic == NO_SUCH:
            return Outcome(Result.PERMANENT, magic)
        if magic == SILENT:
            return Outcome(Result.UNCERTAIN, magic)
        if self.channel == Channel.SMS:
            return Outcome(Result.DELIVERED, "delivered")
        return Outcome(Result.ACCEPTED, "250")
