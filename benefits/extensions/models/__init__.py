"""Extensions of rights decided by a law: their rule, their slices, what each right was given and what was taken back."""

from benefits.extensions.models.extension import Band, Extension, State
from benefits.extensions.models.lines import Extended, TakenBack
from benefits.extensions.models.reversal import Reversal, ReversalState
from benefits.extensions.models.slices import Slice, SliceState

__all__ = ["Band", "Extended", "Extension", "Reversal", "ReversalState", "Slice", "SliceState", "State", "TakenBack"]
