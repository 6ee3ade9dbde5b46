"""Settings of the tests: the real servers, quick password hashing, tasks run where they are rung.

``tests/environment.py`` has said REBOND_TEST=1 before the package ``portal.settings`` was read.
"""

from __future__ import annotations

import os

from portal import local
from portal.settings import *  # noqa: F403
from portal.settings.data import CACHES, DATABASES
from portal.settings.place import CLUSTER

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
ALLOWED_HOSTS = ["*"]

if not os.environ.get("REDIS_URL"):
    # A Redis database for each process of tests, of the 128 that the cluster has: none hears another's doorbells.
    REDIS_URL = local.redis_url(CLUSTER, db=1 + os.getpid() % 127)
    CACHES["default"]["LOCATION"] = REDIS_URL
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
