"""Matters that have no journey of their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from seekers.help import matters

matters.register("file", lambda _rest: _("Le dossier"))
