"""Where to go back to when something is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seekers.declarations import steps
from seekers.declarations.answers import Answers
from tests.seekers.declarations.factories import NOVEMBER, said


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        (Answers(), steps.MONTH),
        (replace(said(worked=True), still_looking=None), steps.MONTH),
        (said(worked=True), steps.DETAILS),
        (said(sick_leave=True), steps.DETAILS),
        (said(still_looking=False), steps.DETAILS),
        (said(), None),
    ],
)
def test_the_step_to_go_back_to(answers: Answers, step: str | None) -> None:
    assert steps.next_missing(answers, NOVEMBER) == step
