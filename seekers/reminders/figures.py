"""What became of a campaign's messages: one count, grouped by channel and state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from portal.notifications.kinds import Kind, Written
from portal.notifications.models import FAILED, Channel, Message
from portal.notifications.models import State as MessageState
from portal.notifications.rules import gsm7
from portal.web import plots
from seekers.reminders.kinds import KINDS
from seekers.reminders.ladder import Dates
from seekers.reminders.models import Campaign

WAITING = (MessageState.CREATED, MessageState.SENDING)
ORDER = (Channel.SMS, Channel.EMAIL, Channel.INBOX)
DROPPED = (MessageState.CANCELLED, MessageState.EXPIRED)


@dataclass(frozen=True)
class ChannelFigures:
    label: str
    arrived: int = 0
    handed_over: int = 0
    waiting: int = 0
    failed: int = 0
    dropped: int = 0
    """No longer needed or too late: never sent."""

    @property
    def total(self) -> int:
        return self.arrived + self.handed_over + self.waiting + self.failed + self.dropped


@dataclass(frozen=True)
class CampaignFigures:
    channels: list[ChannelFigures]
    sms_parts: int
    """How many SMS the operator bills."""

    @property
    def waiting(self) -> int:
        return sum(channel.waiting for channel in self.channels)

    @property
    def plot(self) -> plots.Plot:
        points = [(c.label, [c.arrived, c.handed_over, c.waiting, c.failed]) for c in self.channels]
        return plots.stacked(
            _("Messages par canal"),
            points,
            columns=[_("Reçus"), _("Remis, pas encore confirmés"), _("En attente"), _("Échecs")],
            description=_("Les messages annulés parce que la personne avait déclaré entre-temps ne sont pas comptés."),
        )


def figures_of(campaign: Campaign, sample: Written) -> CampaignFigures:
    """Two languages may differ by a part: the cost is that of the French text, the longest of the sample."""
    counted = (
        Message.objects.of_batch(campaign.kind, campaign.about).values_list("channel", "state").annotate(Count("pk"))
    )
    by_channel: dict[str, dict[str, int]] = defaultdict(dict)
    for channel, state, count in counted.order_by("channel", "state"):
        by_channel[channel][state] = count
    channels = [_channel(channel, by_channel[channel]) for channel in ORDER if channel in by_channel]
    sent = by_channel.get(Channel.SMS, {})
    billed = sum(count for state, count in sent.items() if state in (MessageState.SENT, MessageState.DELIVERED))
    return CampaignFigures(channels, billed * gsm7.parts(sample.short) if sample.short else 0)


def sample_of(campaign: Campaign, dates: Dates) -> Written:
    """The message as people read it, in French."""
    kind: type[Kind] = KINDS[campaign.step]
    facts = {"month": campaign.month, "opening": dates.opens_on, "closing": dates.closes_on}
    return kind.write(facts, "fr")


def _channel(channel: Channel, states: dict[str, int]) -> ChannelFigures:
    def count(*wanted: str) -> int:
        return sum(states.get(state, 0) for state in wanted)

    return ChannelFigures(
        _("Messagerie") if channel == Channel.INBOX else str(channel.label),  # short: it stands under a bar
        arrived=count(MessageState.DELIVERED),
        handed_over=count(MessageState.SENT),
        waiting=count(*WAITING),
        failed=count(*FAILED),
        dropped=count(*DROPPED),
    )
