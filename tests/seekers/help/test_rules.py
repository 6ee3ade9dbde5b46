"""A promise is a half hour of a working day, by the person's own clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from seekers.help import rules
from seekers.help.rules import Opening, slots

PARIS = "Europe/Paris"
NINE_TO_FIVE = Opening(9, 17)


def at(day: int, hour: int, minute: int = 0, *, month: int = 12, zone: str = PARIS) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def first(now: datetime, *, zone: str = PARIS, moment: str = "soon") -> datetime:
    return next(slots(now, zone, NINE_TO_FIVE, moment)).starts


@pytest.mark.parametrize(
    ("now", "promised"),
    [
        (at(1, 9, 10), at(1, 10, 30)),  # an hour's notice, then the next half hour
        (at(1, 9, 0), at(1, 10, 0)),
        (at(1, 15, 30), at(1, 16, 30)),
        (at(1, 15, 31), at(2, 9)),  # the last half hour of the day is too close
        (at(4, 18), at(7, 9)),  # Friday evening: Monday
        (at(24, 18), at(28, 9)),  # Christmas is a Friday
    ],
)
def test_the_first_half_hour_that_can_be_kept(now, promised):
    assert first(now) == promised.astimezone(UTC)


def test_the_morning_and_the_afternoon():
    assert first(at(1, 10), moment="morning") == at(1, 11)
    assert first(at(1, 11, 1), moment="morning") == at(2, 9)
    assert first(at(1, 8), moment="afternoon") == at(1, 12)
    mornings = {
        slot.starts.astimezone(ZoneInfo(PARIS)).hour for slot in slots(at(1, 8), PARIS, NINE_TO_FIVE, "morning")
    }
    assert mornings == {9, 10, 11}


def test_the_clock_and_the_holidays_are_the_person_s_own():
    reunion = "Indian/Reunion"
    assert first(at(1, 3), zone=reunion) == at(1, 9, zone=reunion), "03:00 in Paris is 06:00 there, before they open"
    assert first(at(18, 18, zone=reunion), zone=reunion) == at(21, 9, zone=reunion)
    assert first(at(19, 22, zone=reunion), zone=reunion) == at(21, 9, zone=reunion)
    assert first(at(10, 18, month=7, zone="Pacific/Tahiti"), zone="Pacific/Tahiti").weekday() == 0


def test_an_opening_day_of_summer_time_is_whole():
    october = [slot for slot in slots(at(23, 18, month=10), PARIS, NINE_TO_FIVE) if slot.starts < at(27, 0, month=10)]
    assert [slot.starts.astimezone(ZoneInfo(PARIS)).strftime("%H:%M") for slot in october][:2] == ["09:00", "09:30"]
    assert len(october) == 16


def test_an_answer_comes_on_the_second_working_day():
    assert rules.answer_by(at(1, 20), PARIS, NINE_TO_FIVE) == at(3, 17)
    assert rules.answer_by(at(4, 10), PARIS, NINE_TO_FIVE) == at(8, 17)
    assert rules.answer_by(at(23, 10), PARIS, NINE_TO_FIVE) == at(28, 17)


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+33639980001", PARIS), ("", PARIS), ("+262692123456", "Indian/Reunion"), ("+262639123456", "Indian/Mayotte"),
        ("+590690123456", "America/Guadeloupe"), ("+596696123456", "America/Martinique"), ("+4915112345678", PARIS),
    ],
)  # fmt: skip
def test_a_telephone_tells_where_it_is_from(number, zone):
    assert rules.zone_of_phone(number) == zone
