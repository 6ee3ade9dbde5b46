"""Postgres holds the truth; Redis only what may be lost."""

from __future__ import annotations

import dj_database_url

from portal import local
from portal.settings.environment import flag, number, text
from portal.settings.place import CLUSTER

_database_url = text("DATABASE_URL", "") or local.database_url(CLUSTER)
DATABASES = {
    "default": dj_database_url.parse(
        _database_url, conn_max_age=number("DATABASE_CONN_MAX_AGE", 60), conn_health_checks=True
    )
}
DATABASES["default"]["OPTIONS"] = {"options": "-c timezone=UTC -c statement_timeout=30s -c lock_timeout=10s"}
DISABLE_SERVER_SIDE_CURSORS = flag("DATABASE_POOLED", default=False)  # behind PgBouncer in transaction mode
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = DISABLE_SERVER_SIDE_CURSORS
if DISABLE_SERVER_SIDE_CURSORS:
    # A pooler refuses start-up options: give them to the role, see docs/operations.md.
    DATABASES["default"]["OPTIONS"] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = text("REDIS_URL", "") or local.redis_url(CLUSTER)
CACHES = {
    "default": {
        "BACKEND": "portal.web.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
SESSION_ENGINE = "portal.accounts.session_store"
