"""The deadline of a month on paper: the postmark, a form on its way, a post that is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.audit.models import Entry
from portal.intake import services as intake
from portal.intake.models import Slip
from portal.notifications.models import Message
from seekers.declarations import services
from seekers.declarations.models import Closing, Declaration, Reprieve, State, Window
from seekers.declarations.services import reprieves
from tests.factories import advisor
from tests.seekers.declarations.factories import NOVEMBER, OPEN
from tests.seekers.declarations.paper import (
    JUST_CLOSED,
    PARIS_END,
    is_registered,
    late,
    on_paper,
    printed,
    returned,
    typed,
)
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATE = clock.at(date(2026, 12, 21), 9)


@pytest.fixture
def window() -> Window:
    return services.ensure_window(NOVEMBER)


class TestInTime:
    @pytest.mark.parametrize(
        ("received", "postmark", "in_time"),
        [
            (date(2026, 12, 18), date(2026, 12, 15), True),
            (date(2026, 12, 18), date(2026, 12, 16), False),
            (date(2026, 12, 22), None, True),
            (date(2026, 12, 23), None, False),
            (date(2026, 12, 10), None, True),
        ],
    )
    def test_the_postmark_decides_and_without_one_the_doubt_is_theirs(
        self, window: Window, received: date, postmark: date | None, in_time: bool
    ) -> None:
        seeker = registered()
        slip = returned(printed(seeker), received, postmark)
        assert services.posted_in_time(slip, seeker, NOVEMBER) is in_time

    def test_posted_before_the_closing_and_typed_after_it_the_registration_goes_on_with_the_reason(
        self, window: Window
    ) -> None:
        seeker, by = registered(), advisor()
        slip = printed(seeker)
        Slip.objects.filter(pk=slip.pk).update(printed_at=PARIS_END + DAY)  # printed by us too late: no reprieve
        services.close_windows(now=JUST_CLOSED)
        assert not is_registered(seeker)
        version = typed(returned(slip, date(2026, 12, 20), date(2026, 12, 14)), seeker, by, now=LATE)
        assert is_registered(seeker)
        assert version.assistance.in_time
        reason = Entry.objects.get(action="registration.registration.active").reason
        assert slip.code in reason
        assert "2026-12-14" in reason


class TestWaitingForThePost:
    def test_a_form_printed_before_the_closing_gets_the_days_of_a_letter_and_the_person_is_told(
        self, window: Window
    ) -> None:
        seeker, silent = registered(by_sms=True), registered()
        printed(seeker)
        assert services.close_windows(now=JUST_CLOSED) == 1
        assert is_registered(seeker)
        assert not is_registered(silent)
        row = Reprieve.objects.get(seeker=seeker)
        assert (row.until, row.reason) == (datetime(2026, 12, 22, 23, tzinfo=UTC), "form_on_its_way")
        text = Message.objects.get(user=seeker.user, channel="inbox", kind="declarations.time_given")
        assert "22 décembre à 23 h 59" in text.body
        window.refresh_from_db()
        assert window.closed_at is None

    def test_when_the_time_is_over_and_nothing_came_it_ends_like_for_anybody(self, window: Window) -> None:
        seeker = registered()
        printed(seeker)
        for day in range(16, 26):
            services.close_windows(now=clock.at(date(2026, 12, day), 12))
            services.close_windows(now=clock.at(date(2026, 12, day), 13))
        assert not is_registered(seeker)
        window.refresh_from_db()
        assert window.closed_at == clock.at(date(2026, 12, 23), 13)

    def test_a_form_that_lies_here_unread_ends_nothing_however_long_it_lies(self, window: Window) -> None:
        seeker = registered()
        returned(printed(seeker), date(2026, 12, 10))
        assert services.close_windows(now=clock.at(date(2027, 1, 10), 12)) == 0
        assert is_registered(seeker)

    def test_sabotage_without_the_guard_both_would_be_ended(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiting, unread = registered(), registered()
        printed(waiting)
        returned(printed(unread), date(2026, 12, 10))
        monkeypatch.setattr(reprieves, "due", lambda month, now: reprieves.owing(month))
        assert services.close_windows(now=JUST_CLOSED) == 2

    def test_printed_after_the_closing_gives_no_time(self, window: Window) -> None:
        seeker = registered()
        Slip.objects.filter(pk=printed(seeker).pk).update(printed_at=PARIS_END)
        assert services.close_windows(now=JUST_CLOSED) == 1

    @pytest.mark.parametrize(
        ("facts", "ends"),
        [
            ({"postcode": "62000"}, datetime(2026, 12, 28, 23, tzinfo=UTC)),
            ({"postcode": "97200", "zone": "America/Martinique"}, datetime(2026, 12, 29, 4, tzinfo=UTC)),
            ({"postcode": "97400", "zone": "Indian/Reunion"}, datetime(2026, 12, 28, 20, tzinfo=UTC)),
            ({"postcode": "98700", "zone": "Pacific/Tahiti"}, datetime(2026, 12, 29, 10, tzinfo=UTC)),
        ],
    )
    def test_where_the_post_is_late_who_lives_by_post_waits_until_its_end_on_their_own_clock(
        self, window: Window, facts: dict[str, str], ends: datetime
    ) -> None:
        late("62", "972", "974", "987", until=date(2026, 12, 28))
        there, elsewhere = on_paper(**facts), on_paper(postcode="75001")
        online = registered(**facts)
        services.close_windows(now=clock.at(date(2026, 12, 17), 12))
        assert is_registered(there)
        assert not is_registered(elsewhere)
        assert not is_registered(online)
        row = Reprieve.objects.get(seeker=there)
        assert (row.until, row.reason) == (ends, "post_delayed")
        services.close_windows(now=ends - timedelta(seconds=1))
        assert is_registered(there)
        services.close_windows(now=ends)
        services.close_windows(now=ends + timedelta(minutes=2))
        assert not is_registered(there)

    def test_a_delay_that_is_prolonged_prolongs_the_time_before_anything_ends(self, window: Window) -> None:
        seeker = on_paper(postcode="62000")
        late("62", until=date(2026, 12, 20))
        services.close_windows(now=JUST_CLOSED)
        late("62", until=date(2026, 12, 30))
        later = clock.at(date(2026, 12, 21), 9)
        services.close_windows(now=later)
        services.close_windows(now=later + timedelta(minutes=1))
        assert is_registered(seeker)
        assert Reprieve.objects.get(seeker=seeker).until == datetime(2026, 12, 30, 23, tzinfo=UTC)

    def test_a_delay_that_was_withdrawn_or_of_another_time_gives_nothing(self, window: Window) -> None:
        seeker = on_paper(postcode="62000")
        delay = late("62", until=date(2026, 12, 28))
        intake.end_delay(delay=delay, reason="Erreur", actor=delay.recorded_by, now=OPEN)
        late("62", starts=date(2026, 10, 1), until=date(2026, 10, 28))
        services.close_windows(now=JUST_CLOSED)
        assert not is_registered(seeker)

    def test_declared_meanwhile_nothing_happens_at_the_end(self, window: Window) -> None:
        seeker = registered()
        slip = printed(seeker)
        services.close_windows(now=JUST_CLOSED)
        typed(
            returned(slip, date(2026, 12, 17), date(2026, 12, 15)),
            seeker,
            advisor(),
            now=clock.at(date(2026, 12, 17), 9),
        )
        services.close_windows(now=clock.at(date(2026, 12, 30), 9))
        assert is_registered(seeker)
        assert Declaration.objects.get(seeker=seeker).state == State.FILED

    def test_the_number_of_statements_does_not_grow_with_the_people(self, window: Window) -> None:
        late("62", until=date(2026, 12, 28))

        def queries(people: int) -> int:
            for _each in range(people):
                on_paper(postcode="62000")
                printed(registered())
                registered()
            Closing.objects.all().delete()
            with CaptureQueriesContext(connection) as captured:
                assert services.close_windows(now=JUST_CLOSED) == people
            return len(captured)

        queries(1)
        assert queries(2) == queries(20)
