"""Signing: once, whole, and without telling anybody who is known here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from portal import events
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.notifications.models import Message
from seekers.profiles.models import AdjustmentNeed, BankAccount, Seeker
from seekers.registration import services
from seekers.registration.events import ApplicationSigned, SeekerRegistered
from seekers.registration.models import (
    Application,
    ApplicationState,
    Employment,
    Registration,
    Search,
)
from seekers.registration.services import (
    CannotObject,
    Conflict,
    ConsentMissing,
    Incomplete,
    NothingToCheck,
    Outcome,
    ToConfirm,
)
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.applying import (
    IBAN,
    MORNING,
    NIR,
    PASSWORD,
    bakery,
    everything,
    filled,
    school,
    signed,
    verified,
)
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    said: list[object] = []
    for kind in (ApplicationSigned, SeekerRegistered):
        monkeypatch.setitem(events._subscribers, kind, [*events._subscribers[kind], said.append])
    return said


def test_everything_is_written_at_once(heard: list[object]) -> None:
    application = signed()
    seeker = application.seeker
    assert application.state == ApplicationState.SIGNED
    assert (seeker.user, seeker.nir, seeker.commune_code) == (application.applicant, NIR, "59512")
    assert BankAccount.objects.live().get().iban == IBAN
    assert Employment.objects.count() == 2
    assert Search.objects.get().occupation == "D1102"
    assert application.registration.registered_on == application.asked_on
    signed_event = next(each for each in heard if isinstance(each, ApplicationSigned))
    assert (signed_event.registration_id, signed_event.claims) == (application.registration_id, True)
    assert any(isinstance(each, SeekerRegistered) for each in heard)


def test_the_account_becomes_a_job_seekers_and_opens_with_the_password() -> None:
    user = User.objects.get(pk=signed().applicant_id)
    assert user.roles == {Role.SEEKER}
    assert user.check_password(PASSWORD)
    assert user.email == "nadia@inscription.invalid"


def test_signing_twice_gives_the_same_receipt_and_one_file() -> None:
    first = signed()
    again = services.sign(application=first, answers=everything(), actor=first.applicant, now=LATER)
    assert (again.pk, again.receipt, again.signed_at) == (first.pk, first.receipt, first.signed_at)
    assert Seeker.objects.count() == 1
    assert Message.objects.filter(kind="registration.application_signed", channel="email").count() == 1


def test_what_is_missing_is_named_by_its_step_and_nothing_is_written() -> None:
    lacking = replace(everything(), contact=replace(everything().contact, email=""))
    with pytest.raises(Incomplete) as refused:
        signed(lacking)
    assert refused.value.step == "contact"
    assert not Seeker.objects.exists()


def test_a_surprise_must_be_confirmed() -> None:
    said = everything()
    overlapping = replace(said, situation=replace(said.situation, jobs=(bakery(), school(ends_on=date(2025, 3, 1)))))
    with pytest.raises(ToConfirm) as refused:
        signed(overlapping)
    keys = [each.key for each in refused.value.surprises]
    assert keys == ["jobs_overlap:situation.jobs.1.starts_on"]
    draft = Application.objects.get()
    done = services.sign(application=draft, answers=overlapping, actor=draft.applicant, now=LATER, confirmed=keys)
    assert verified(done).state == ApplicationState.SIGNED


def test_answers_that_changed_since_they_were_read_are_not_signed() -> None:
    draft = filled()
    with pytest.raises(Conflict):
        services.sign(
            application=draft, answers=everything(), actor=draft.applicant, now=LATER, edition=draft.edition - 1
        )
    assert Application.objects.get().state == ApplicationState.DRAFT


class TestKnownHere:
    """The same page, the same words, whether the number or the address is known or not."""

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"nir": NIR}, "known_number"),
            ({"user__email": "Nadia@inscription.invalid"}, "known_email"),
        ],
    )
    def test_an_advisor_looks_and_nothing_is_registered(self, given: dict, reason: str) -> None:
        SeekerFactory(**given)
        application = signed()
        assert (application.state, application.check_reason) == (ApplicationState.TO_CHECK, reason)
        assert application.receipt
        assert Registration.objects.count() == 0
        assert list(Application.objects.to_check()) == [application]

    def test_the_same_name_and_birth_without_a_number_too(self) -> None:
        SeekerFactory(first_name="nadia", last_name="LEFORT", birth_date=date(1987, 4, 12))
        said = everything()
        assert signed(replace(said, identity=replace(said.identity, nir=""))).check_reason == "known_person"

    def test_the_message_says_nothing_of_what_is_checked(self) -> None:
        SeekerFactory(nir=NIR)
        signed()
        said = Message.objects.filter(kind="registration.application_checked").values_list("body", flat=True)
        assert said
        assert not any("numéro de sécurité" in body or "existe" in body for body in said)

    def test_the_same_person_gets_one_file(self) -> None:
        seeker = SeekerFactory(nir=NIR, user__email="ancienne@inscription.invalid")
        application = signed()
        advisor = UserFactory(roles=(Role.ADVISOR,))
        done = services.check_settled(
            application=application,
            outcome=Outcome.SAME_PERSON,
            reason="Appelée, pièce vue",
            actor=advisor,
            now=LATER,
            seeker=seeker,
        )
        assert (done.state, done.seeker) == (ApplicationState.SIGNED, seeker)
        assert done.registration.seeker == seeker
        assert not User.objects.get(pk=application.applicant_id).is_active
        assert Seeker.objects.count() == 1

    def test_somebody_elses_number_is_left_out(self) -> None:
        SeekerFactory(nir=NIR)
        done = services.check_settled(
            application=signed(),
            outcome=Outcome.OTHER_PERSON,
            reason="Numéro recopié de travers",
            actor=None,
            now=LATER,
        )
        assert done.seeker.nir is None
        assert done.registration is not None
        with pytest.raises(NothingToCheck):
            services.check_settled(
                application=done, outcome=Outcome.OTHER_PERSON, reason="encore", actor=None, now=LATER
            )

    def test_an_invention_is_closed_and_emptied(self) -> None:
        SeekerFactory(nir=NIR)
        done = services.check_settled(
            application=signed(), outcome=Outcome.NOT_GENUINE, reason="Personne ne l’a demandée", actor=None, now=LATER
        )
        assert (done.state, done.answers) == (ApplicationState.ABANDONED, {})


class TestBySomebodyElse:
    def test_nobody_signs_without_the_persons_words(self) -> None:
        with pytest.raises(ConsentMissing):
            signed(actor=UserFactory(roles=(Role.ADVISOR,)), password=None)

    def test_the_person_may_object_within_48_hours_once(self) -> None:
        advisor = UserFactory(roles=(Role.ADVISOR,))
        application = signed(actor=advisor, password=None, consent_words="Oui, dit au téléphone")
        assert application.signed_by == advisor
        with pytest.raises(CannotObject):
            services.object_to(application=application, words="non", actor=None, now=MORNING + timedelta(hours=48))
        services.object_to(application=application, words="Ce n’est pas moi", actor=application.applicant, now=LATER)
        with pytest.raises(CannotObject):
            services.object_to(application=application, words="encore", actor=None, now=LATER)

    def test_a_link_to_choose_a_password_is_sent(self) -> None:
        signed(actor=UserFactory(roles=(Role.ADVISOR,)), password=None, consent_words="Oui")
        assert Message.objects.filter(kind="account.invitation").exists()


def test_who_is_registered_already_gets_no_second_registration() -> None:
    seeker = registered(nir=NIR)
    draft = services.begin_again(seeker=seeker, actor=seeker.user, now=MORNING)
    done = services.sign(application=draft, answers=everything(), actor=seeker.user, now=LATER)
    assert done.registration is None
    assert Registration.objects.count() == 1


def test_who_comes_back_is_registered_after_the_end_of_the_one_before() -> None:
    before = RegistrationFactory(forgot=True)
    seeker = before.seeker
    draft = services.begin_again(seeker=seeker, actor=seeker.user, now=MORNING)
    done = verified(services.sign(application=draft, answers=everything(), actor=seeker.user, now=LATER))
    assert (done.registration.follows, done.registration.registered_on) == (before, MORNING.date())


def test_needs_linked_to_a_disability_are_kept_by_consent_only() -> None:
    said = everything()
    told = replace(said.availability, adjustments=("hearing",), adjustments_words="La langue des signes")
    with pytest.raises(Incomplete):
        signed(replace(said, availability=told))
    draft = Application.objects.get()
    agreed = replace(said, availability=replace(told, adjustments_consent=True))
    verified(services.sign(application=draft, answers=agreed, actor=draft.applicant, now=LATER))
    assert AdjustmentNeed.objects.given().get().kinds == ["hearing"]


def test_what_is_signed_is_never_rewritten() -> None:
    job = signed().employments.first()
    with pytest.raises(Exception, match="append_only"), connection.cursor() as cursor:
        cursor.execute("UPDATE registration_employment SET gross_cents = 1 WHERE id = %s", [job.pk])
