"""What comes from the browser: types and completeness."""

from benefits.entitlements.forms.deciding import AnswerForm, ContestForm, CorrectionForm, GrantForm, RefusalForm
from benefits.entitlements.forms.simulating import JobForm, PauseForm, PersonForm, Simulation

__all__ = [
    "AnswerForm",
    "ContestForm",
    "CorrectionForm",
    "GrantForm",
    "JobForm",
    "PauseForm",
    "PersonForm",
    "RefusalForm",
    "Simulation",
]
