"""Real PostgreSQL and Redis for a machine that has neither, from Python packages.

    from portal import local
    local.ensure("data")            # they run as long as this process lives
    local.database_url("data")      # where
    local.redis_url("data")

Three clusters, apart from each other: ``data`` (the demonstration, durable), ``test`` (quick, forgetful) and
``bench`` (durable and large).  Each lives in one directory and is served by one *keeper* process, which leaves when
its last user is gone, however that user died.  Nothing here needs Django or a setting; where DATABASE_URL and REDIS_URL
name other servers, nothing of it runs.
"""

from portal.local.clusters import CLUSTERS
from portal.local.places import database_url, redis_url, socket_dir, state_dir
from portal.local.users import NotStarted, call, ensure, erase, outside, release

__all__ = [
    "CLUSTERS",
    "NotStarted",
    "call",
    "database_url",
    "ensure",
    "erase",
    "outside",
    "redis_url",
    "release",
    "socket_dir",
    "state_dir",
]
