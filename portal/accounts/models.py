"""One person, one account, several roles."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.roles import SECOND_FACTOR, STAFF, Role


class UserManager(BaseUserManager["User"]):
    def with_roles(self) -> models.QuerySet[User]:
        """People with their roles, in one query: what every signed-in request begins with."""
        held = RoleGrant.objects.held().filter(user=models.OuterRef("pk")).order_by("role")
        return self.annotate(held_roles=ArraySubquery(held.values("role")))

    def get_by_natural_key(self, identifier: str | None) -> User:
        return self.get(identifier=identifier)

    def named(self, name: str) -> User | None:
        """Whoever signs in with this identifier or e-mail address; an identifier wins over somebody else's e-mail."""
        return (
            self.filter(Q(identifier=name) | Q(email__iexact=name))
            .order_by(Case(When(identifier=name, then=0), default=1))
            .first()
        )


class User(AbstractBaseUser):
    """Signs in with ``identifier`` or e-mail.  What a person may do stands in their roles, nowhere else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identifier = models.CharField(_("identifiant"), max_length=40, unique=True)
    email = models.EmailField(_("adresse e-mail"), null=True, blank=True)
    full_name = models.CharField(_("nom"), max_length=160)
    language = models.CharField(max_length=5, default="fr")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "identifier"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email", condition=~Q(email=None)),
            models.CheckConstraint(name="no_empty_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now; read once a request."""
        known = self.__dict__.get("held_roles")
        codes = self.grants.held().values_list("role", flat=True) if known is None else known
        return frozenset(Role(code) for code in codes)

    @property
    def is_staff_member(self) -> bool:
        return not self.roles.isdisjoint(STAFF)

    @property
    def needs_second_factor(self) -> bool:
        return not self.roles.isdisjoint(SECOND_FACTOR)

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def held(self) -> RoleGrantQuerySet:
        """In effect now: not ended, and confirmed by a second person where the role opens other people's files."""
        return self.filter(ended_at=None).exclude(awaiting_second_person())

    def awaiting(self) -> RoleGrantQuerySet:
        """Asked by one person and not yet confirmed by another."""
        return self.filter(ended_at=None).filter(awaiting_second_person())


def awaiting_second_person() -> Q:
    return Q(role__in=SECOND_FACTOR, granted_by__isnull=False, confirmed_by=None)


class RoleGrant(models.Model):
    """A role given to a person, by whom and from when; ended, never removed.

    A role that opens other people's files needs two people: one stolen account of a manager must not be enough to make
    new accounts (the theft of December 2025).  Without ``granted_by``: the installation itself, for its first operator.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ended_at=None), name="one_live_grant_per_role"
            ),
            models.CheckConstraint(name="nobody_grants_themselves", condition=~Q(user=F("granted_by"))),
            models.CheckConstraint(
                name="two_people_and_neither_is_the_holder",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("granted_by")) & ~Q(confirmed_by=F("user")),
            ),
            models.CheckConstraint(
                name="confirmed_has_its_time",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

    @property
    def person(self) -> User:
        return self.user


class FailedSignInQuerySet(models.QuerySet["FailedSignIn"]):
    def since(self, at: datetime) -> FailedSignInQuerySet:
        return self.filter(at__gt=at)

    def for_account(self, key: str, since: datetime) -> FailedSignInQuerySet:
        return self.filter(account_key=key, at__gt=since)

    def from_address(self, key: str, since: datetime) -> FailedSignInQuerySet:
        return self.filter(address_key=key, at__gt=since)


class FailedSignIn(models.Model):
    """A failed try, counted in Postgres so that a flushed cache opens nothing.

    ``account_key`` and ``address_key`` are keyed digests: the table holds no identifier and no IP address.  A try not
    even looked at has an empty ``account_key``: it does not push the person further out of their account.
    """

    at = models.DateTimeField()
    account_key = models.CharField(max_length=64, blank=True)
    address_key = models.CharField(max_length=64)

    objects = FailedSignInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "at"], name="failed_by_account"),
            models.Index(fields=["address_key", "at"], name="failed_by_address"),
            models.Index(fields=["at"], name="failed_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class SprayingAlarm(models.Model):
    """Too many failures over the whole site: one password is being tried on many accounts.  One alarm at a time."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="one_live_alarm", violation_error_message="one alarm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class SpentCode(models.Model):
    """A one-time code that was used.  The unique index refuses it a second time, even when the cache is away."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    code_key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_key"], name="a_code_is_spent_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class PasswordReset(models.Model):
    """Someone asked for a new password.  The same row is written whether or not the account exists.

    The link is made later, outside the request, and only its digest is kept: reading this table opens no account.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    account_key = models.CharField(max_length=64)
    address_key = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    link_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_link_has_its_end", condition=Q(link_key=None) | Q(expires_at__isnull=False, user__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["account_key", "asked_at"], name="reset_by_account"),
            models.Index(fields=["address_key", "asked_at"], name="reset_by_address"),
            models.Index(fields=["asked_at"], name="reset_waiting", condition=Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M:%S}"

    @property
    def person(self) -> User | None:
        return self.user


class StateLink(models.Model):
    """The person behind this account is this subject of FranceConnect or ProConnect.

    Made by the person from their own session, at the signature of a registration, or, for a colleague, at a first sign-in
    that went to its end.  Never because names are alike.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="state_links")
    source = models.CharField(max_length=20)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "subject"], name="a_subject_is_one_person"),
            models.UniqueConstraint(fields=["source", "user"], name="one_subject_per_source"),
            models.CheckConstraint(name="subject_is_not_empty", condition=~Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.source}"

    @property
    def person(self) -> User:
        return self.user
