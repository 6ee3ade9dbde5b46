"""The answers read back."""

from __future__ import annotations

from seekers.registration.models import EndReason
from seekers.registration.summary import in_a_sentence


def test_in_a_sentence_acronyms_keep_their_capitals() -> None:
    assert in_a_sentence(EndReason.END_OF_FIXED_TERM) == "fin de CDD ou de mission d’intérim"
    assert in_a_sentence(EndReason.AGREED_TERMINATION) == "rupture conventionnelle"
