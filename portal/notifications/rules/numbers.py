"""Which telephone numbers may be texted.

Only mobile ranges of France and of its overseas territories: no foreign number and no premium one, so that nobody earns money
by making us send messages (SMS pumping).  Ranges: national numbering plan, decision Arcep 2018-0881 and its annexes, and the
plans of Saint-Pierre-et-Miquelon, New Caledonia, Polynesia and Wallis.
"""

from __future__ import annotations

import re

_MOBILE = re.compile(
    r"\+(?:"
    r"33(?:6\d{8}|7[3-9]\d{7})"  # mainland; 0700 to 0729 belong to machines
    r"|262(?:69[23]|639)\d{6}"  # Réunion, Mayotte
    r"|590(?:69[01])\d{6}"  # Guadeloupe, Saint-Martin, Saint-Barthélemy
    r"|594(?:694)\d{6}"  # Guyane
    r"|596(?:69[67])\d{6}"  # Martinique
    r"|508[45]\d{5}"  # Saint-Pierre-et-Miquelon
    r"|687[7-9]\d{5}"  # New Caledonia
    r"|6898[79]\d{6}"  # Polynesia
    r"|68182\d{4}"  # Wallis-et-Futuna
    r")",
    re.ASCII,
)


def may_be_texted(number: str) -> bool:
    """``number`` is written as E.164 (``+33639980000``).  False for anything foreign, premium, fixed or malformed."""
    return _MOBILE.fullmatch(number) is not None
