"""What the rooms below ask of this one: the names of its pages, for whoever asks for help from them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seekers.help import matters

matters.register("ending", lambda _rest: _("La fin de vos droits"), steps={"ass": gettext_lazy("Votre demande d’ASS")})
