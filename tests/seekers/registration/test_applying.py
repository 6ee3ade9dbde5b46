"""Keeping each step: nothing is lost, nothing is overwritten in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.registration import services
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState, Step
from seekers.registration.services import Conflict, NotADraft, TooManyBegun
from seekers.registration.services.applying import MOST_AN_HOUR
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import BankAccountFactory
from tests.seekers.registration.applying import MORNING, begun, everything, filled
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=5)


def save(draft: Application, step: str, answers: Answers, **given):
    return services.save_step(
        application=draft, step=step, answers=answers,
        **{"typed": None, "edition": draft.edition, "actor": draft.applicant, "now": LATER, **given},
    )  # fmt: skip


def test_beginning_opens_an_account_that_is_an_applicants_and_nobodys_file() -> None:
    application = begun()
    assert application.applicant.roles == {Role.APPLICANT}
    assert not application.applicant.has_usable_password()
    assert Answers.from_json(application.answers).identity.first_name == "Nadia"


def test_one_person_has_one_draft() -> None:
    application = begun()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(applicant=application.applicant)


def test_the_day_of_the_first_contact_is_kept_whatever_comes_later() -> None:
    draft = save(begun(), Step.CONTACT, everything())
    assert draft.asked_on == MORNING.date()
    assert save(draft, Step.CONTACT, everything(), now=LATER + timedelta(days=9)).asked_on == MORNING.date()


def test_a_contact_that_is_not_finished_keeps_no_date() -> None:
    assert save(begun(), Step.CONTACT, Answers(), typed={"email": ["nadia@"]}).asked_on is None


def test_the_draft_resumes_at_the_first_step_that_is_not_done() -> None:
    draft = save(begun(), Step.IDENTITY, everything())
    assert draft.step == Step.CONTACT
    assert filled(application=draft).step == Step.REVIEW


def test_a_step_whose_words_are_no_answers_yet_is_not_done() -> None:
    draft = filled()
    assert save(draft, Step.BANK, everything(), typed={"iban": ["FR"]}).step == Step.BANK


def test_only_the_part_of_the_step_is_taken() -> None:
    draft = save(begun(), Step.BANK, everything())
    said = Answers.from_json(draft.answers)
    assert said.bank == everything().bank
    assert said.situation == Answers().situation


def test_two_devices_that_save_the_same_step_are_told_of_each_other() -> None:
    draft = begun()
    old = draft.edition
    save(draft, Step.BANK, everything())
    mine = replace(everything(), bank=replace(everything().bank, holder="AUTRE"))
    with pytest.raises(Conflict):
        save(draft, Step.BANK, mine, edition=old)
    assert Answers.from_json(Application.objects.get().answers).bank.holder == "NADIA LEFORT"


def test_the_same_answers_twice_and_other_steps_are_no_conflict() -> None:
    draft = begun()
    old = draft.edition
    save(draft, Step.BANK, everything())
    save(draft, Step.BANK, everything(), edition=old)
    assert save(draft, Step.ADDRESS, everything(), edition=old).edition == 3


def test_hostile_signs_cost_no_draft() -> None:
    draft = save(begun(), Step.IDENTITY, Answers(), typed={"first_name": ["\0\ud800Nadia"]})
    assert draft.typed == {Step.IDENTITY: {"first_name": ["Nadia"]}}


def test_what_an_advisor_types_leaves_a_line_and_what_the_person_types_does_not() -> None:
    draft = begun()
    save(draft, Step.BANK, everything())
    assert not Entry.objects.filter(action="registration.step_by_other").exists()
    save(draft, Step.ADDRESS, everything(), actor=UserFactory(roles=(Role.ADVISOR,)))
    assert Entry.objects.filter(action="registration.step_by_other", subject=draft.applicant).exists()


def test_handing_over_and_taking_back() -> None:
    draft = services.hand_over(application=begun(), actor=None, now=LATER)
    assert list(Application.objects.handed()) == [draft]
    services.hand_over(application=draft, actor=None, now=LATER + timedelta(hours=1))
    assert Application.objects.get().handed_at == LATER
    services.take_back(application=draft, actor=draft.applicant, now=LATER)
    assert not Application.objects.handed().exists()


def test_what_is_signed_is_not_changed_any_more() -> None:
    draft = filled()
    services.sign(application=draft, answers=everything(), actor=draft.applicant, now=LATER)
    with pytest.raises(NotADraft):
        save(draft, Step.BANK, everything())


def test_nobody_opens_thousands_of_accounts_from_one_place() -> None:
    for _number in range(MOST_AN_HOUR):
        begun(began_from="x")
    with pytest.raises(TooManyBegun):
        begun(began_from="x")
    begun(began_from="y")
    begun(now=MORNING + timedelta(hours=2), began_from="x")


def test_who_comes_back_finds_what_is_known_filled_in() -> None:
    seeker = registered(nir="287049912345637")
    BankAccountFactory(seeker=seeker)
    draft = services.begin_again(seeker=seeker, actor=seeker.user, now=MORNING)
    said = Answers.from_json(draft.answers)
    assert (said.identity.nir, said.bank.later, said.situation.worked) == (seeker.nir, False, None)
    assert services.begin_again(seeker=seeker, actor=seeker.user, now=LATER) == draft


class TestAsleep:
    def test_a_draft_left_for_ninety_days_is_emptied(self) -> None:
        draft = filled()
        asleep = draft.saved_at + timedelta(days=90, seconds=1)
        assert services.abandon_asleep(now=asleep - timedelta(seconds=2)) == 0
        assert services.abandon_asleep(now=asleep) == 1
        emptied = Application.objects.get()
        assert (emptied.state, emptied.answers, emptied.typed) == (ApplicationState.ABANDONED, {}, {})
        assert services.abandon_asleep(now=asleep) == 0

    def test_it_is_written_about_once_after_thirty_days(self) -> None:
        draft = filled()
        for hours in (-1, 1, 2, 30):
            services.abandon_asleep(now=draft.saved_at + timedelta(days=30, hours=hours))
        sent = Message.objects.filter(user=draft.applicant, kind="registration.draft_asleep", channel="email")
        assert [each.address for each in sent] == ["nadia@inscription.invalid"]

    def test_its_owner_may_begin_again(self) -> None:
        draft = filled()
        services.abandon_asleep(now=draft.saved_at + timedelta(days=91))
        again = services.reopen(application=Application.objects.get(), actor=draft.applicant, now=LATER)
        assert again.state == ApplicationState.DRAFT
