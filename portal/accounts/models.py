"""One person, one account, several roles."""

from __future__ import annotations

import uuid
from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.roles import SECOND_FACTOR, STAFF, Role


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, identifier: str | None) -> User:
        return self.get(identifier=identifier)


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
        return frozenset(Role(code) for code in self.grants.held().values_list("role", flat=True))

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
        return self.filter(ended_at=None)


class RoleGrant(models.Model):
    """A role given to a person, by whom and from when; ended, never removed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ended_at=None), name="one_live_grant_per_role"),
            models.CheckConstraint(name="nobody_grants_themselves", condition=~Q(user=models.F("granted_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class FailedSignIn(models.Model):
    """A failed try, counted in Postgres so that a flushed cache opens nothing.

    ``account_key`` and ``address_key`` are keyed digests: the table holds no identifier and no IP address.
    """

    at = models.DateTimeField()
    account_key = models.CharField(max_length=64)
    address_key = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "at"], name="failed_by_account"),
            models.Index(fields=["address_key", "at"], name="failed_by_address"),
            models.Index(fields=["at"], name="failed_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
