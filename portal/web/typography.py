"""French as it is printed: no line begins with ``?``, ``!``, ``:``, ``;`` or ``»``, and none ends with ``«``.

Our sentences are written with ordinary spaces, and French needs no catalogue: what Django does not find in one, it asks here.
So every sentence of ours, in a page or in a PDF, gets its no-break spaces in one place, once a process; what people typed
is never touched.  Messages that leave (SMS above all) do not pass through gettext, and keep the spaces that a telephone knows.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import NullTranslations

from django.utils.translation import trans_real

NO_BREAK_SPACE = "\u00a0"
BEFORE, AFTER = re.compile(r"(?<=\S) (?=[?!:;»])"), re.compile(r"(?<=«) (?=\S)")


@cache
def typeset(sentence: str) -> str:
    """``Pas d’accord ?`` with a space that does not break."""
    return AFTER.sub(NO_BREAK_SPACE, BEFORE.sub(NO_BREAK_SPACE, sentence))


class Printed(NullTranslations):
    """Asked for what no French catalogue holds, that is for everything we write."""

    def gettext(self, message: str) -> str:
        return typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return typeset(msgid1 if n == 1 else msgid2)


def begin() -> None:
    """French sentences are typeset from now on.  Once a process, when it is ready."""
    trans_real.translation("fr").add_fallback(Printed())
