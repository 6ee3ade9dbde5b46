"""Django with nothing on: one view, one template, the same database settings."""

from pathlib import Path

from portal.settings import *  # noqa: F403

INSTALLED_APPS = ["portal.local"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.bare"
AUTH_USER_MODEL = "auth.User"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent]}]
