"""Whom to call: ranked with reasons, settled once, back when it makes sense, gone when the person has declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from advisors.portfolios import rules, services
from advisors.portfolios.models import CallResult, CallState, CallTask, CallTry
from portal import clock
from portal.accounts.models import User
from portal.audit.models import Entry
from seekers.profiles.models import Seeker
from seekers.reminders.events import CallReason
from tests.advisors.portfolios.factories import advisor, asked, followed
from tests.seekers.declarations.factories import said, sent

pytestmark = pytest.mark.django_db
CALLS = "/conseil/appels/"
PARIS = ZoneInfo("Europe/Paris")


def call_page(seeker: Seeker) -> str:
    return f"/conseil/personnes/{seeker.user.public_id}/appel/"


def settle(seeker: Seeker, result: CallResult, by: User, now: datetime, **facts: object) -> datetime | None:
    return services.settle_calls(seeker=seeker, result=result, actor=by, now=now, **facts)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=PARIS)


class TestWhenAPersonComesBack:
    """1 December 2026 is a Tuesday."""

    def back(self, result: str, now: datetime, **facts: object) -> datetime | None:
        return rules.back_at(result, **{"now": now.astimezone(UTC), "tries_today": 1, "zone": PARIS, **facts})

    def test_nobody_answered_in_the_morning_three_hours_later(self) -> None:
        assert self.back("no_answer", paris(1, 10)) == paris(1, 13)

    def test_nobody_answered_late_in_the_day_the_next_morning(self) -> None:
        assert self.back("voicemail", paris(1, 14, 30)) == paris(2, 9)
        assert self.back("voicemail", paris(1, 23)) == paris(2, 9)

    def test_twice_in_a_day_at_most(self) -> None:
        assert self.back("no_answer", paris(1, 10), tries_today=2) == paris(2, 9)

    def test_never_on_a_weekend(self) -> None:
        assert self.back("no_answer", paris(4, 16)) == paris(7, 9)

    def test_a_promise_gives_two_days_or_the_day_agreed(self) -> None:
        assert self.back("reached", paris(1, 10)) == paris(3, 9)
        assert self.back("to_visit", paris(1, 10), back_on=date(2026, 12, 9)) == paris(9, 9)
        assert self.back("to_visit", paris(1, 10), back_on=date(2026, 11, 9)) == paris(1, 9), "never before today"

    @pytest.mark.parametrize("result", ["refuses", "wrong_number", "done_together"])
    def test_the_rest_never(self, result: str) -> None:
        assert self.back(result, paris(1, 10), back_on=date(2026, 12, 9)) is None

    def test_midnight_is_the_person_s_own(self) -> None:
        reunion = ZoneInfo("Indian/Reunion")
        assert self.back("no_answer", paris(1, 22), zone=reunion) == datetime(2026, 12, 2, 4, tzinfo=reunion)


def test_each_rank_shows_its_reasons_their_points_and_the_number(claire: User, desk: Client, morning: datetime) -> None:
    low = followed(claire, first_name="Basse", by_sms=True)
    high = followed(claire, first_name="Haute")
    asked(low, CallReason.LOW_AUTONOMY, now=morning, score=15)
    asked(high, CallReason.CLOSING_SOON, CallReason.USUALLY_AT_AGENCY, now=morning, score=60)
    page = desk.get(CALLS)
    assert [entry.seeker.first_name for entry in page.context["page"]] == ["Haute", "Basse"]
    words = page.content.decode()
    assert "Score 60" in words
    assert "Déclare d’habitude en agence, par téléphone ou sur papier" in words
    assert "(+40)" in words
    assert 'href="tel:+33639980001"' in words


def test_one_person_is_one_entry_whatever_asked_for_the_call(
    claire: User, awa: Seeker, desk: Client, morning: datetime
) -> None:
    asked(awa, CallReason.LOW_AUTONOMY, now=morning, score=15, key="one")
    asked(awa, CallReason.CLOSING_SOON, now=morning, score=40, key="two")
    entries = list(desk.get(CALLS).context["page"])
    assert len(entries) == 1
    assert {reason.points for reason in entries[0].reasons} == {15, 40}
    settle(awa, CallResult.REFUSES, claire, morning)
    assert not CallTask.objects.to_make(morning).exists()
    assert CallTry.objects.count() == 1


def test_asked_twice_is_one_call(awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning)
    asked(awa, now=morning)
    assert CallTask.objects.count() == 1


def test_nobody_to_call(desk: Client) -> None:
    assert "Personne à appeler pour le moment." in desk.get(CALLS).content.decode()


def test_a_call_of_somebody_else_s_portfolio_is_not_shown_and_cannot_be_settled(
    desk: Client, morning: datetime
) -> None:
    stranger = followed(advisor(), first_name="Canarilène")
    asked(stranger, now=morning)
    assert "Canarilène" not in desk.get(CALLS).content.decode()
    for answer in (desk.get(call_page(stranger)), desk.post(call_page(stranger), {"result": "reached"})):
        assert answer.status_code == 404
        assert "Canarilène" not in answer.content.decode()
    assert CallTask.objects.get().state == CallState.TO_CALL


def test_nobody_answered_the_page_says_when_the_person_comes_back(awa: Seeker, desk: Client, morning: datetime) -> None:
    asked(awa, now=morning)
    page = desk.post(call_page(awa), {"result": "no_answer"}, follow=True)
    assert "reviendra dans la liste à 13\u00a0h\u00a005" in page.content.decode()
    assert list(page.context["page"]) == []
    assert [entry.seeker for entry in page.context["later"]] == [awa]


def test_a_result_is_asked_for(awa: Seeker, desk: Client, morning: datetime) -> None:
    asked(awa, now=morning)
    answer = desk.post(call_page(awa), {})
    assert answer.status_code == 422
    assert "Dites ce qu’a donné l’appel." in answer.content.decode()


def test_a_result_noted_twice_is_noted_once(claire: User, awa: Seeker, desk: Client, morning: datetime) -> None:
    asked(awa, now=morning)
    desk.post(call_page(awa), {"result": "voicemail"})
    again = desk.post(call_page(awa), {"result": "voicemail"}, follow=True)
    assert "plus d’appel à noter" in again.content.decode()
    assert CallTry.objects.count() == 1
    with pytest.raises(services.NothingToCall):
        settle(awa, CallResult.REACHED, claire, morning)


def test_a_call_that_would_come_back_too_late_is_over(claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning, hours=2)
    assert settle(awa, CallResult.NO_ANSWER, claire, morning) is None
    assert CallTask.objects.get().state == CallState.DONE


def test_a_wrong_number_is_marked_on_the_file(claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning)
    settle(awa, CallResult.WRONG_NUMBER, claire, morning)
    awa.refresh_from_db()
    assert awa.phone_failed_at == morning


def test_each_try_is_audited_in_the_name_of_who_called(claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning)
    settle(awa, CallResult.NO_ANSWER, claire, morning)
    settle(awa, CallResult.REFUSES, claire, morning + timedelta(hours=4))
    lines = Entry.objects.about(awa.user).filter(actor=claire).values_list("action", flat=True)
    assert list(lines) == ["portfolios.calltask.done", "portfolios.call_tried"]


def test_who_declares_leaves_the_queue(awa: Seeker, morning: datetime) -> None:
    call = asked(awa, now=morning)
    sent(awa, said(), now=morning)
    call.refresh_from_db()
    assert call.state == CallState.DROPPED


def test_a_useless_call_is_not_shown(
    awa: Seeker, desk: Client, morning: datetime, at: Callable[[datetime], None]
) -> None:
    asked(awa, now=morning, hours=1)
    at(morning + timedelta(hours=2))
    assert list(desk.get(CALLS).context["page"]) == []


def test_the_history_of_calls_is_never_rewritten(claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning)
    settle(awa, CallResult.NO_ANSWER, claire, morning)
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        CallTry.objects.update(result=CallResult.REACHED)
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        CallTry.objects.all().delete()


def test_a_done_call_has_its_result(awa: Seeker, morning: datetime) -> None:
    call = asked(awa, now=morning)
    with pytest.raises(IntegrityError, match="done_call_has_its_result"), transaction.atomic():
        CallTask.objects.filter(pk=call.pk).update(state=CallState.DONE, settled_at=clock.now())
