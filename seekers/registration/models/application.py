"""An application: one person's way from "I have lost my job" to a registration, kept at each step."""

from __future__ import annotations

import uuid
from contextlib import suppress

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock, identifiers
from portal.states import machine
from seekers.profiles.models import Seeker
from seekers.registration.models.registration import Registration


class Step(models.TextChoices):
    """The pages of the journey, in their order."""

    IDENTITY = "identite", _("Qui êtes-vous ?")
    CONTACT = "contact", _("Comment vous joindre ?")
    ADDRESS = "adresse", _("Où habitez-vous ?")
    SITUATION = "situation", _("Vos derniers emplois")
    HOUSEHOLD = "foyer", _("Votre foyer")
    AVAILABILITY = "disponibilite", _("Votre disponibilité")
    SEARCH = "recherche", _("L’emploi que vous cherchez")
    BANK = "banque", _("Où vous payer ?")
    DOCUMENTS = "documents", _("Vos documents")
    REVIEW = "relecture", _("Relire et signer")


class State(models.TextChoices):
    DRAFT = "draft", _("Commencée, pas encore signée")
    TO_CHECK = "to_check", _("Signée, en cours de vérification")
    SIGNED = "signed", _("Signée")
    ABANDONED = "abandoned", _("Abandonnée")


TRANSITIONS = {
    State.DRAFT: {State.SIGNED, State.TO_CHECK, State.ABANDONED},
    State.TO_CHECK: {State.SIGNED, State.ABANDONED},
    State.ABANDONED: {State.DRAFT},
}
"""TO_CHECK: nothing vouches for who signed, and the clock enters it in a moment; or the number or the address is that of
another file (``check_reason``), and an advisor looks.  The person cannot tell one from the other.
ABANDONED → DRAFT: the person comes back while what they typed is still kept."""


class Via(models.TextChoices):
    WEB = "web", _("En ligne")
    PHONE = "phone", _("Par téléphone, avec un conseiller")
    AGENCY = "agency", _("En agence, avec un conseiller")
    PAPER = "paper", _("Sur papier")


class ObjectionAnswer(models.TextChoices):
    """What an advisor answered to somebody who does not recognise what was signed for them."""

    CORRECTED = "corrected", _("Elle est corrigée avec la personne, par une nouvelle demande")
    WITHDRAWN = "withdrawn", _("La personne retire sa contestation : c’était bien ce qu’elle avait dit")
    KEPT = "kept", _("La demande reste comme elle est, et la personne n’est toujours pas d’accord")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of(self, user) -> ApplicationQuerySet:
        """What belongs to the person who is signed in, and nothing else."""
        return self.filter(applicant=user)

    def drafts(self) -> ApplicationQuerySet:
        return self.filter(state=State.DRAFT)

    def handed(self) -> ApplicationQuerySet:
        """Drafts that the person handed to an advisor, the oldest first."""
        return self.drafts().exclude(handed_at=None).order_by("handed_at", "pk")

    def to_check(self) -> ApplicationQuerySet:
        """For an advisor: something speaks against them."""
        return self.filter(state=State.TO_CHECK).exclude(check_reason="").order_by("signed_at", "pk")

    def verified_by(self, signed_before) -> ApplicationQuerySet:
        """Nothing speaks against them, and they have waited as long as the others: the clock enters them."""
        waiting = self.filter(state=State.TO_CHECK, check_reason="", signed_at__lte=signed_before)
        return waiting.order_by("signed_at", "pk")

    def objected(self) -> ApplicationQuerySet:
        """Signed with somebody's help, not recognised by the person, not answered yet; who waits longest first.

        One that is also to be checked comes here once it is known whose it is."""
        waiting = self.filter(state=State.SIGNED, objected_at__isnull=False, objection_answered_at=None)
        return waiting.order_by("objected_at", "pk")

    def begun_from(self, address_key: str, since) -> ApplicationQuerySet:
        return self.filter(began_from=address_key, began_at__gt=since)

    def reached_at(self, typed: str, born) -> ApplicationQuerySet:
        """Whose contact step holds this e-mail or telephone, and whose identity this date of birth; the latest first."""
        address = typed.replace("\0", "").strip()
        with suppress(identifiers.NotValid):
            address = identifiers.phone(address)
        here = Q(answers__contact__email__iexact=address) | Q(answers__contact__phone=address)
        return self.filter(here, answers__identity__birth_date=born.isoformat()).order_by("-saved_at", "-pk")

    def asleep(self, before) -> ApplicationQuerySet:
        """Drafts that nobody has touched since ``before``."""
        return self.drafts().filter(saved_at__lt=before).order_by("pk")


class Application(models.Model):
    """One draft at a time for a person; once signed it is never changed.

    ``answers`` holds what each step said, valid; ``typed`` the words of a form that do not make answers yet, so that
    nothing typed is ever lost (both by ``Step``).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications")
    seeker = models.ForeignKey(Seeker, models.PROTECT, null=True, blank=True, related_name="applications")
    """Known at once for somebody who comes back; made at the signature for a newcomer."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    answers = models.JSONField(default=dict)
    typed = models.JSONField(default=dict, blank=True)
    step = models.CharField(max_length=20, choices=Step.choices, default=Step.IDENTITY)
    """Where to resume: the first step that is not done."""
    edition = models.PositiveIntegerField(default=0)
    """Raised by each save."""
    step_editions = models.JSONField(default=dict, blank=True)
    """The edition at which each step was last saved: two devices that save the same step are told of each other."""
    began_at = models.DateTimeField(default=clock.now)
    began_from = models.CharField(max_length=64, blank=True)
    """Keyed digest of where it was begun, so that nobody opens thousands of accounts; empty beside an advisor."""
    saved_at = models.DateTimeField(default=clock.now)
    asked_on = models.DateField(null=True, blank=True)
    """The day the person made themselves known: the registration begins no later."""
    identity_from = models.CharField(max_length=20, blank=True)
    """``franceconnect`` when the State vouches for the identity; empty when it was typed."""

    via = models.CharField(max_length=10, choices=Via.choices, default=Via.WEB)
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """The advisor who fills it with the person, or to whom it was handed."""
    handed_at = models.DateTimeField(null=True, blank=True)
    consent_words = models.CharField(max_length=200, blank=True)
    """How the person agreed, when somebody else signed for them."""
    slip = models.CharField(max_length=20, blank=True)
    """The code of the paper form that was keyed."""

    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    object_until = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=500, blank=True)
    objection_answer = models.CharField(max_length=10, choices=ObjectionAnswer.choices, blank=True)
    objection_words = models.CharField(max_length=500, blank=True)
    """What the person reads with the answer."""
    objection_answered_at = models.DateTimeField(null=True, blank=True)
    objection_answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    receipt = models.CharField(max_length=12, null=True, blank=True, unique=True)
    """The short code of the proof, which can be read aloud on the phone."""
    check_reason = models.CharField(max_length=40, blank=True)
    registration = models.OneToOneField(Registration, models.PROTECT, null=True, blank=True, related_name="application")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant"], condition=Q(state="draft"), name="one_draft_application"),
            models.CheckConstraint(
                name="signed_has_its_time_hand_and_receipt",
                condition=Q(state__in=["draft", "abandoned"])
                | Q(signed_at__isnull=False, signed_by__isnull=False, receipt__isnull=False),
            ),
            models.CheckConstraint(
                name="signed_has_its_seeker", condition=~Q(state="signed") | Q(seeker__isnull=False)
            ),
            models.CheckConstraint(
                name="signed_for_somebody_with_their_words",
                condition=Q(signed_by=None) | Q(signed_by=models.F("applicant")) | ~Q(consent_words=""),
            ),
            models.CheckConstraint(
                name="answered_objection_has_its_words_and_hand",
                condition=Q(
                    objection_answer="", objection_words="", objection_answered_at=None, objection_answered_by=None
                )
                | Q(
                    objection_answer__in=["kept", "corrected", "withdrawn"],
                    objected_at__isnull=False,
                    objection_answered_at__isnull=False,
                    objection_answered_by__isnull=False,
                )
                & ~Q(objection_words=""),
            ),
        ]
        indexes = [
            models.Index(fields=["saved_at"], name="application_asleep", condition=Q(state="draft")),
            models.Index(fields=["began_from", "began_at"], name="application_begun_from", condition=~Q(began_from="")),
            models.Index(fields=["signed_at"], name="application_to_check", condition=Q(state="to_check")),
            models.Index(
                fields=["objected_at"],
                name="application_objected",
                condition=Q(objected_at__isnull=False, objection_answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def person(self):
        return self.applicant


machine(Application, TRANSITIONS)


class ResumeCode(models.Model):
    """Opens a draft on another device, once.  Only its digest is kept: reading this table opens nothing."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="resume_codes")
    code_key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """Written down before each try is looked at; at ``MOST_TRIES`` the code is dead."""

    def __str__(self) -> str:
        return f"{self.application_id} {self.made_at:%Y-%m-%d}"

    @property
    def person(self):
        return self.application.applicant
