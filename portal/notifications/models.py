"""Row first: a message exists, with its state, before anything is sent, and after whatever happens."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine


class Channel(models.TextChoices):
    INBOX = "inbox", _("Messagerie du site")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")


class State(models.TextChoices):
    CREATED = "created", _("À envoyer")
    SENDING = "sending", _("Envoi en cours")
    SENT = "sent", _("Remis à l’opérateur")
    DELIVERED = "delivered", _("Reçu")
    TEMPORARY_FAILURE = "temporary_failure", _("Non reçu (téléphone éteint ou boîte pleine)")
    PERMANENT_FAILURE = "permanent_failure", _("Adresse ou numéro invalide")
    TECHNICAL_FAILURE = "technical_failure", _("Échec technique")
    CANCELLED = "cancelled", _("Annulé : plus nécessaire")
    EXPIRED = "expired", _("Abandonné : trop tard pour être utile")


TRANSITIONS = {
    State.CREATED: {
        State.SENDING, State.CANCELLED, State.EXPIRED,
        State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE,
    },
    State.SENDING: {
        State.CREATED, State.SENT, State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE,
        State.TECHNICAL_FAILURE, State.EXPIRED, State.CANCELLED,
    },
    State.SENT: {State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE},
}  # fmt: skip
"""CREATED → DELIVERED or a failure: the receipt of a try whose answer was lost arrived before the next try."""

REACHED = (State.SENT, State.DELIVERED)
FAILED = (State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, channel: str, now) -> MessageQuerySet:
        """Waiting to be sent on ``channel`` now, or taken by a worker whose lease has run out.

        ``now`` is ours and can be moved in a demonstration; a lease runs by the database's own clock, which workers share.
        """
        waiting = Q(state=State.CREATED, not_before__lte=now)
        abandoned = Q(state=State.SENDING, lease_until__lt=Now())
        return self.filter(waiting | abandoned, channel=channel)

    def silent(self, before) -> MessageQuerySet:
        """SMS handed over before ``before`` of which the operator has said nothing."""
        return self.filter(channel=Channel.SMS, state=State.SENT, sent_at__lt=before)

    def inbox_of(self, user) -> MessageQuerySet:
        """What the person reads on the site, newest first."""
        return self.filter(user=user, channel=Channel.INBOX).order_by("-created_at", "-pk")

    def sent_to(self, user) -> MessageQuerySet:
        """What we wrote to their telephone and their mailbox, or tried to, newest first: how to tell our messages from
        false ones."""
        return self.filter(user=user).exclude(channel=Channel.INBOX).order_by("-created_at", "-pk")

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None, channel=Channel.INBOX)

    def of_batch(self, kind: str, about: str) -> MessageQuerySet:
        return self.filter(kind=kind, about=about)


class Message(models.Model):
    """One message to one person on one channel.  ``reference`` is ours and stable: a gateway can be asked if it knows it."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages", db_index=False)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)
    """What it speaks of, ids and dates only (``2026-11``): given back to the kind that is asked if it is still needed."""
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.CREATED)
    dedupe_key = models.CharField(max_length=120)
    """What may not be said twice on a channel, e.g. ``2026-11:last_day:4211``.  The index decides, not a query."""

    address = models.CharField(max_length=254, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Paris")
    language = models.CharField(max_length=5, default="fr")
    subject = models.CharField(max_length=160, blank=True)
    body = models.TextField()
    short = models.TextField(blank=True)
    """On the inbox row: the same as an SMS, so that another channel can take over later."""
    link = models.CharField(max_length=200, blank=True)

    created_at = models.DateTimeField(default=clock.now)
    not_before = models.DateTimeField(default=clock.now)
    drop_dead_at = models.DateTimeField(null=True, blank=True)
    """After this instant the message would be useless or wrong: it is dropped, and said so."""
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.BooleanField(default=False)
    """A try was made whose answer is not known: the gateway is asked before any other try."""
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    provider_code = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="said_once_per_channel"),
            models.CheckConstraint(
                name="sending_has_a_lease", condition=~Q(state=State.SENDING) | Q(lease_until__isnull=False)
            ),
            models.CheckConstraint(
                name="sent_has_its_time",
                condition=~Q(state__in=[State.SENT, State.DELIVERED]) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "not_before", "id"], name="message_waiting", condition=Q(state=State.CREATED)
            ),
            models.Index(fields=["channel", "lease_until"], name="message_leased", condition=Q(state=State.SENDING)),
            models.Index(fields=["sent_at"], name="message_silent", condition=Q(channel=Channel.SMS, state=State.SENT)),
            models.Index(fields=["user", "-created_at"], name="message_of_user"),
            models.Index(fields=["kind", "about"], name="message_batch"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="terminal_stays_terminal",
                field="state",
                transitions=[
                    (str(source), str(to)) for source, targets in TRANSITIONS.items() for to in sorted(targets)
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"

    @property
    def person(self):
        return self.user

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


machine(Message, TRANSITIONS)


class DeliveryReceipt(models.Model):
    """What the provider said afterwards.  One event counts once, in any order, however often it is repeated."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    reference = models.UUIDField()
    code = models.CharField(max_length=60)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now)
    applied = models.BooleanField(default=False)
    """False until the message it speaks of is known and has been moved."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="one_receipt_per_event")]
        indexes = [
            models.Index(fields=["reference"], name="receipt_reference"),
            models.Index(fields=["at"], name="receipt_waiting", condition=Q(applied=False)),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.code}"


class SmsDay(models.Model):
    """How many SMS left on one day (Europe/Paris), all reasons together.  Counted here so that a flushed cache opens nothing."""

    on = models.DateField(primary_key=True)
    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.on}: {self.used}"


class SmsOfTheDay(models.Model):
    """The one SMS of a person's day, for the kinds that may not come twice.  The index decides who is first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    message = models.ForeignKey(Message, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_sms_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.on}"


class LocalDelivery(models.Model):
    """What the telephones and mailboxes of a demonstration received.  Only the local double writes here."""

    at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reference = models.UUIDField()
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["reference"], name="delivery_reference"),
            models.Index(fields=["address", "-at"], name="delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return self.subject or self.get_channel_display()
