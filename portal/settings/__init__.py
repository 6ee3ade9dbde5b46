"""Settings: every value that a place may change comes from the environment (``.env.example`` lists them all).

By noun: ``place`` (which installation this is), ``rooms``, ``data``, ``queue``, ``accounts``, ``security``, ``languages``,
``static_files``, ``voices`` (messages, telephones), ``papers`` (documents, scans, files for the bank), ``api``, ``logs``.
"""

from __future__ import annotations

from portal.settings.accounts import *  # noqa: F403
from portal.settings.api import *  # noqa: F403
from portal.settings.data import *  # noqa: F403
from portal.settings.languages import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.papers import *  # noqa: F403
from portal.settings.place import *  # noqa: F403
from portal.settings.queue import *  # noqa: F403
from portal.settings.rooms import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.static_files import *  # noqa: F403
from portal.settings.voices import *  # noqa: F403
