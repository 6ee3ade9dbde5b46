"""Paper: slips, batches of scans, letters to post, delays of the post."""

from portal.intake.models.batch import Batch, BatchState, Bundle, BundleState, Page, ScanFile, Why
from portal.intake.models.delay import PostDelay
from portal.intake.models.letter import Letter, LetterState
from portal.intake.models.slip import DECLARATION, DOCUMENT, REGISTRATION, Slip, SlipState

__all__ = [
    "DECLARATION",
    "DOCUMENT",
    "REGISTRATION",
    "Batch",
    "BatchState",
    "Bundle",
    "BundleState",
    "Letter",
    "LetterState",
    "Page",
    "PostDelay",
    "ScanFile",
    "Slip",
    "SlipState",
    "Why",
]
