"""Matters that have no journey of their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from seekers.help import matters

matters.register("file", lambda _rest: _("Le dossier"))
matters.register("rights", lambda _rest: _("Les droits à l’allocation"))
matters.register("ending", lambda _rest: _("La fin des droits"))
matters.register("payment", lambda _rest: _("Un paiement"))
