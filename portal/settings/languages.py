"""Languages, time, and how a number without a prefix is dialled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.settings.place import BASE_DIR

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Paris"
PHONENUMBER_DEFAULT_REGION = "FR"
