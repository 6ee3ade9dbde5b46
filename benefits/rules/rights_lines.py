"""Why a right is what it is: one line per rule that counted, in words by ``wording.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benefits.rules.career import Career
from benefits.rules.explanation import DAYS, Line
from benefits.rules.figures import Figures

if TYPE_CHECKING:
    from benefits.rules.rights import Rights


def explain_rights(career: Career, rights: Rights, figures: Figures) -> list[Line]:
    """The lines that lead one person (``int`` facts) from the work of the period to the first day paid."""
    source = figures.references["affiliation_days"]
    inputs = {"starts_on": rights.reference_starts, "ends_on": rights.contract_end}
    return [Line("reference_period", inputs, rights.reference_months, DAYS, source)]
