"""The letters of an SMS, the numbers that may be texted, the hours of silence."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.notifications.rules import gsm7, numbers, quiet

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "data" / "sms"
needs_vectors = pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")


class TestLetters:
    @needs_vectors
    def test_the_alphabet_is_that_of_the_standard(self):
        with (VECTORS / "gsm_03_38.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        letters = {(chr(int(row["codepoint"][2:], 16)), row["cout_septets"]) for row in rows}
        assert len(rows) == 138
        assert {letter for letter, cost in letters if cost == "1"} - {"\x1b"} == gsm7.BASIC
        assert {letter for letter, cost in letters if cost == "2"} == gsm7.DOUBLE

    @needs_vectors
    def test_the_letters_of_french(self):
        with (VECTORS / "caracteres_francais.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                foreign = bool(gsm7.foreign_letters(row["caractere"]))
                assert foreign == (row["gsm7"] == "absent"), row

    @needs_vectors
    @pytest.mark.parametrize("policy", ["gsm7", "ucs2"])
    def test_parts_are_counted_as_elsewhere(self, policy):
        vectors = json.loads((VECTORS / "fragments.json").read_text(encoding="utf-8"))["vecteurs"]
        mine = [vector for vector in vectors if vector["politique"] == policy]
        assert mine
        for vector in mine:
            assert gsm7.parts(vector["texte"]) == vector["fragments"], vector["id"]

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("a" * 160, 1),
            ("a" * 161, 2),
            ("a" * 306, 2),
            ("a" * 307, 3),
            ("€" * 80, 1),
            ("€" * 81, 2),
            ("ê" * 70, 1),
            ("ê" * 71, 2),
        ],
    )
    def test_the_edges(self, text, parts):
        assert gsm7.parts(text) == parts

    @given(st.text(max_size=700))
    def test_a_longer_text_never_costs_less(self, text):
        assert gsm7.parts(text + "a") >= gsm7.parts(text)

    def test_a_letter_of_two_units_is_never_cut(self):
        """306 units would fill two parts; the euro that straddles the cut moves whole, and pushes the end into a third."""
        assert gsm7.parts("a" * 306) == 2
        assert gsm7.parts("a" * 152 + "€" + "a" * 152) == 3


class TestNumbers:
    @pytest.mark.parametrize(
        "number",
        ["+33639980001", "+33612345678", "+33756789012", "+262692123456", "+262639123456", "+590690123456",
         "+594694123456", "+596696123456", "+508551234", "+687751234", "+68987123456", "+681821234"],
    )  # fmt: skip
    def test_mobiles_of_france_and_overseas(self, number):
        assert numbers.may_be_texted(number)
        assert phonenumbers.is_possible_number(phonenumbers.parse(number))

    @pytest.mark.parametrize(
        "number",
        ["+33899123456", "+33199001234", "+33700123456", "+33976123456", "+447700900123", "+14155550123", "+2250700000000",
         "0612345678", "+3361234567", "+336123456789", "", "+33612345678;+33899123456", "+33６12345678"],
    )  # fmt: skip
    def test_premium_fixed_foreign_and_malformed(self, number):
        assert not numbers.may_be_texted(number)


class TestSilence:
    def at(self, day: date, hour: int, minute: int = 0, zone: str = "Europe/Paris") -> datetime:
        return clock.at(day, hour, minute, quiet.zone_of(zone))

    @pytest.mark.parametrize(
        ("when", "until"),
        [
            ((date(2026, 11, 30), 8, 0), (date(2026, 11, 30), 8, 0)),
            ((date(2026, 11, 30), 19, 59), (date(2026, 11, 30), 19, 59)),
            ((date(2026, 11, 30), 20, 0), (date(2026, 12, 1), 8, 0)),
            ((date(2026, 11, 30), 7, 59), (date(2026, 11, 30), 8, 0)),
            ((date(2026, 11, 28), 21, 0), (date(2026, 11, 30), 8, 0)),
            ((date(2026, 11, 29), 12, 0), (date(2026, 11, 30), 8, 0)),
            ((date(2027, 3, 28), 12, 0), (date(2027, 3, 30), 8, 0)),
            ((date(2026, 12, 24), 22, 0), (date(2026, 12, 26), 8, 0)),
            ((date(2026, 10, 24), 21, 0), (date(2026, 10, 26), 8, 0)),
            ((date(2027, 3, 27), 21, 0), (date(2027, 3, 30), 8, 0)),
        ],
        ids=[
            "8:00",
            "19:59",
            "20:00",
            "7:59",
            "Saturday night",
            "Sunday",
            "Easter",
            "Christmas",
            "winter time",
            "summer time",
        ],
    )
    def test_the_next_moment_that_disturbs_nobody(self, when, until):
        assert quiet.next_allowed(self.at(*when), "Europe/Paris") == self.at(*until)

    def test_the_holidays_of_where_people_live(self):
        abolition = date(2027, 5, 22)  # Martinique only, a Saturday
        noon = self.at(abolition, 12, zone="America/Martinique")
        assert quiet.next_allowed(noon, "America/Martinique") > noon
        assert quiet.next_allowed(noon, "Europe/Paris") == noon

    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
        st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique", "Pacific/Noumea", "Pacific/Tahiti"]),
    )
    def test_the_answer_is_always_a_decent_hour(self, at, zone):
        allowed = quiet.next_allowed(at, zone)
        local = allowed.astimezone(quiet.zone_of(zone))
        assert at <= allowed <= at + timedelta(days=5)
        assert 8 <= local.hour < 20
        assert not quiet.is_silent_day(local.date(), zone)
        assert quiet.next_allowed(allowed, zone) == allowed

    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
        st.integers(0, 100),
    )
    def test_a_deadline_is_never_missed_for_the_sake_of_silence(self, at, hours):
        drop_dead = at + timedelta(hours=hours)
        assert quiet.earliest(at, "Europe/Paris", drop_dead) <= max(at, drop_dead - timedelta(hours=12)) or (
            quiet.earliest(at, "Europe/Paris", drop_dead) == quiet.next_allowed(at, "Europe/Paris")
        )
        if hours <= 12:
            assert quiet.earliest(at, "Europe/Paris", drop_dead) == at
