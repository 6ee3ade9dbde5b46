"""Who opens envelopes.  Staff who read any form must be staff who may read any file: everything they open is written down."""

from __future__ import annotations

from portal.accounts.roles import Role

DESK = (Role.ADVISOR, Role.BENEFIT_ADVISOR)
"""The mail room of an agency."""
POST = (Role.OPERATOR, Role.DIRECTOR)
"""They record that the post is late; they open nothing."""
