"""The monthly declaration: its window, its draft, its versions, its proof."""

from seekers.declarations.models.assistance import Assistance
from seekers.declarations.models.declaration import Declaration, State
from seekers.declarations.models.reprieve import Reprieve, ReprieveReason
from seekers.declarations.models.version import EmployerLine, Span, SpanKind, Version, Via
from seekers.declarations.models.window import Closing, Window

__all__ = [
    "Assistance",
    "Closing",
    "Declaration",
    "EmployerLine",
    "Reprieve",
    "ReprieveReason",
    "Span",
    "SpanKind",
    "State",
    "Version",
    "Via",
    "Window",
]
