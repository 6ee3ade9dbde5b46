"""Row first: a message exists, with its state, before anything is sent, and after whatever happens."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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
    State.CREATED: {State.SENDING, State.CANCELLED, State.EXPIRED, State.DELIVERED},
    State.SENDING: {
        State.CREATED, State.SENT, State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE,
        State.TECHNICAL_FAILURE, State.EXPIRED, State.CANCELLED,
    },
    State.SENT: {State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE},
}  # fmt: skip


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now) -> MessageQuerySet:
        """Waiting to be sent now, or taken by a worker whose lease has run out."""
        waiting = Q(state=State.CREATED, not_before__lte=now)
        abandoned = Q(state=State.SENDING, lease_until__lt=now)
        return self.exclude(channel=Channel.INBOX).filter(waiting | abandoned)

    def inbox_of(self, user) -> MessageQuerySet:
        """What the person reads on the site: every message we wrote to them, whatever its channel, newest first."""
        return self.filter(user=user).exclude(state=State.CANCELLED).order_by("-created_at", "-pk")

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None, channel=Channel.INBOX)


class Message(models.Model):
    """One message to one person on one channel.  ``reference`` is ours and stable: a gateway can be asked if it knows it."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.CREATED)
    dedupe_key = models.CharField(max_length=120, unique=True)
    """What may not be said twice, e.g. ``reminder:2026-11:last_day:4211:sms``.  The index decides, not a query."""

    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    body = models.TextField()
    link = models.CharField(max_length=200, blank=True)

    created_at = models.DateTimeField(default=clock.now)
    not_before = models.DateTimeField(default=clock.now)
    drop_dead_at = models.DateTimeField(null=True, blank=True)
    """After this instant the message would be useless or wrong: it is dropped, and said so."""
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    provider_code = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sending_has_a_lease", condition=~Q(state=State.SENDING) | Q(lease_until__isnull=False)
            ),
            models.CheckConstraint(
                name="sent_has_its_time", condition=~Q(state__in=[State.SENT, State.DELIVERED]) | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "not_before", "id"], name="message_waiting", condition=Q(state=State.CREATED)
            ),
            models.Index(fields=["lease_until"], name="message_leased", condition=Q(state=State.SENDING)),
            models.Index(fields=["user", "-created_at"], name="message_of_user"),
            models.Index(F("kind"), F("created_at"), name="message_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"

    @property
    def person(self):
        return self.user


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
        indexes = [models.Index(fields=["reference"], name="receipt_reference")]

    def __str__(self) -> str:
        return f"{self.provider} {self.code}"
