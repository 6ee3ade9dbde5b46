"""The rows of rights."""

from benefits.entitlements.models.entitlement import TRANSITIONS, Entitlement, EntitlementQuerySet, Scheme, State

__all__ = ["TRANSITIONS", "Entitlement", "EntitlementQuerySet", "Scheme", "State"]
