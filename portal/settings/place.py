"""What kind of place this is: a real installation, a demonstration, a test; where it answers."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import flag, text, words

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = flag("DEBUG", default=False)
DEMO = flag("REBOND_DEMO", default=False)  # invented people, a clock that can be moved, messages readable on a page
TEST = flag("REBOND_TEST", default=False)
CLUSTER = "test" if TEST else text("REBOND_CLUSTER", "data")  # which embedded cluster, when no server is named

SECRET_KEY = text("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO or TEST):
        raise ImproperlyConfigured("SECRET_KEY is not set: a real installation needs a secret of its own.")
    SECRET_KEY = "a-demonstration-has-no-secrets-" + "0" * 40
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
