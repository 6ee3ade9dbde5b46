"""The decision on a solidarity allowance can be contested, and somebody else than its author answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benefits.endings import services
from benefits.endings.models import AssClaim, AssContest
from benefits.endings.permissions import NotAnswerable
from benefits.endings.services import contesting
from benefits.entitlements.services import AlreadyContested, NoWords, SameHand, TooLate
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.benefits.endings.factories import NOW, submitted
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=2)


@pytest.fixture
def refused() -> AssClaim:
    return submitted(still_searching=False)


def advisor():
    return UserFactory(roles=(Role.BENEFIT_ADVISOR,))


def contested(claim: AssClaim, words: str = "Je cherche un emploi tous les jours") -> AssContest:
    return services.contest(claim=claim, words=words, actor=claim.person, now=SOON)


def test_the_decision_is_told_with_its_reason_figures_and_last_day_to_contest(refused: AssClaim) -> None:
    body = Message.objects.get(user=refused.person, kind="endings.ass_refused", channel="inbox").body
    assert "Pas de recherche d’emploi" in body
    assert "Plafond" in body
    assert "pour contester" in body
    sms = Message.objects.filter(user=refused.person, kind="endings.ass_refused", channel="sms")
    assert not any("€" in each.body for each in sms)


def test_a_contest_is_answered_in_thirty_days_and_made_once(refused: AssClaim) -> None:
    made = contested(refused)
    assert made.answer_by == SOON.date() + timedelta(days=contesting.DAYS_TO_ANSWER)
    with pytest.raises(AlreadyContested):
        contested(refused)
    assert Entry.objects.get(action="ass_claim.contested").actor == refused.person


def test_it_has_words_and_comes_within_two_months(refused: AssClaim) -> None:
    with pytest.raises(NoWords):
        contested(refused, "  ")
    after = NOW + timedelta(days=(refused.contest_until - NOW.date()).days + 1)
    with pytest.raises(TooLate):
        services.contest(claim=refused, words="Non", actor=refused.person, now=after)
    assert services.contest(claim=refused, words="Non", actor=refused.person, now=after - timedelta(days=1))


def test_without_a_decision_there_is_nothing_to_contest() -> None:
    waiting = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    assert not services.may_contest(waiting, NOW)
    with pytest.raises(TooLate):
        contested(waiting)


def test_whoever_decided_does_not_answer_and_only_benefit_advisors_do() -> None:
    author = advisor()
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    made = contested(services.refuse(claim=claim, reasons=["resources"], note="Vu", actor=author, now=NOW))
    said = {"contest": made, "changed": False, "answer": "Maintenue", "now": SOON}
    with pytest.raises(SameHand):
        services.answer_contest(actor=author, **said)
    with pytest.raises(NotAnswerable):
        services.answer_contest(actor=UserFactory(roles=(Role.ADVISOR,)), **said)
    assert services.answer_contest(actor=advisor(), **said).state == "upheld"
    assert Message.objects.filter(user=claim.person, kind="endings.ass_contest_answered").exists()


def test_a_claim_decided_again_since_leaves_its_first_author_out_too() -> None:
    first, second = advisor(), advisor()
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    made = contested(services.refuse(claim=claim, reasons=["resources"], note="Vu", actor=first, now=NOW))
    AssClaim.objects.filter(pk=claim.pk).update(decided_by=second, decided_at=SOON)
    made.refresh_from_db()
    for author in (first, second):
        with pytest.raises(SameHand):
            services.answer_contest(contest=made, changed=False, answer="Maintenue", actor=author, now=SOON)


def test_who_was_right_is_granted_the_allowance(refused: AssClaim) -> None:
    answered = services.answer_contest(
        contest=contested(refused), changed=True, answer="Vous cherchez bien un emploi", actor=advisor(), now=SOON
    )
    refused.refresh_from_db()
    assert (answered.state, refused.state, refused.reasons) == ("changed", "granted", [])


def test_what_is_granted_is_not_granted_again() -> None:
    granted = submitted()
    made = contested(granted, "Le plafond est faux")
    with pytest.raises(services.NothingToChange):
        services.answer_contest(contest=made, changed=True, answer="Oui", actor=advisor(), now=SOON)
    made.refresh_from_db()
    assert made.state == "open"


def test_the_person_contests_on_their_page_and_reads_the_answer(refused: AssClaim, at) -> None:
    at(SOON)
    mine = signed_in(refused.person)
    page = mine.get("/droits/fin/").content.decode()
    where = f"/droits/fin/ass/{refused.public_id}/contester/"
    assert where in page
    assert mine.post(where, {"words": ""}).status_code == 422
    assert mine.post(where, {"words": "Je cherche un emploi"}).status_code == 302
    page = mine.get("/droits/fin/").content.decode()
    assert "Je cherche un emploi" in page
    assert where not in page
    desk = signed_in(advisor())
    number = AssContest.objects.get().pk
    assert "Contestations" in desk.get("/droits/fin/a-etudier/").content.decode()
    assert "Je cherche un emploi" in desk.get(f"/droits/fin/contestations/{number}/").content.decode()
    answer = {"changed": "no", "answer": "Rien ne montre une recherche"}
    assert desk.post(f"/droits/fin/contestations/{number}/", answer).status_code == 302
    assert "Rien ne montre une recherche" in mine.get("/droits/fin/").content.decode()


def test_nobody_contests_for_another(refused: AssClaim) -> None:
    other = submitted(still_searching=False)
    assert signed_in(other.person).get(f"/droits/fin/ass/{refused.public_id}/contester/").status_code == 404
