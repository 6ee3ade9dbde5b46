"""The registration, the application that leads to it, and what a person says of their working life."""

from __future__ import annotations

from seekers.registration.models.application import Application, ObjectionAnswer, ResumeCode, Step
from seekers.registration.models.application import State as ApplicationState
from seekers.registration.models.career import (
    EmployerCertificate,
    Employment,
    EndReason,
    Interruption,
    InterruptionKind,
)
from seekers.registration.models.registration import Category, CeaseReason, Registration, State
from seekers.registration.models.search import Search

__all__ = [
    "Application",
    "ApplicationState",
    "Category",
    "CeaseReason",
    "EmployerCertificate",
    "Employment",
    "EndReason",
    "Interruption",
    "InterruptionKind",
    "ObjectionAnswer",
    "Registration",
    "ResumeCode",
    "Search",
    "State",
    "Step",
]
