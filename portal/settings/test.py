"""Settings of the tests: the real servers, quick password hashing, tasks run where they are rung."""

from __future__ import annotations

import os

os.environ.setdefault("REBOND_TEST", "1")
os.environ.setdefault("REBOND_DEMO", "1")

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
ALLOWED_HOSTS = ["*"]
