"""Three people give the same account at the same moment: each sees the others, whoever is first."""

from __future__ import annotations

from threading import Barrier

import pytest

from seekers.profiles.models import UNTIL_DECIDED, AccountDoubt, BankAccount
from seekers.profiles.services import doubts
from tests.seekers.declarations.test_concurrency import at_once
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.profiles.test_doubts import give

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_at_the_same_moment_are_held() -> None:
    people = [SeekerFactory() for _number in range(3)]
    at_once(*[lambda seeker=each: give(seeker) for each in people])
    assert list(BankAccount.objects.values_list("held_until", flat=True)) == [UNTIL_DECIDED] * 3
    assert AccountDoubt.objects.open().count() == 3


def test_without_waiting_for_each_other_nobody_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each counts before any of the others has written: the worst moment, made to last."""
    together = Barrier(3, timeout=20)
    counted = doubts.people_of

    def all_at_once(*given):
        found = counted(*given)
        together.wait()
        return found

    monkeypatch.setattr(doubts, "one_at_a_time", lambda _iban: None)
    monkeypatch.setattr(doubts, "people_of", all_at_once)
    at_once(*[lambda seeker=each: give(seeker) for each in [SeekerFactory() for _number in range(3)]])
    assert not AccountDoubt.objects.exists()
