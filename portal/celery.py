"""The Celery application.  Workers and beat start from here: ``celery -A portal``."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("rebond")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
