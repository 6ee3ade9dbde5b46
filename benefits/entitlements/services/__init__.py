"""The verbs of rights."""

from benefits.entitlements.services.rights import (
    NEVER_REDUCED,
    AlreadyOpen,
    NotARight,
    close,
    extend,
    open_entitlement,
    resume,
    suspend,
)

__all__ = ["NEVER_REDUCED", "AlreadyOpen", "NotARight", "close", "extend", "open_entitlement", "resume", "suspend"]
