"""What comes from the browser: types and completeness."""

from benefits.entitlements.forms.deciding import (
    AnswerForm,
    ChoiceForm,
    ContestForm,
    CorrectionForm,
    CsgRateForm,
    GrantForm,
    RefusalForm,
)
from benefits.entitlements.forms.simulating import JobForm, PauseForm, PersonForm, Simulation

__all__ = [
    "AnswerForm",
    "ChoiceForm",
    "ContestForm",
    "CorrectionForm",
    "CsgRateForm",
    "GrantForm",
    "JobForm",
    "PauseForm",
    "PersonForm",
    "RefusalForm",
    "Simulation",
]
