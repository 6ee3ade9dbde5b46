"""The demo town is built through the services, small or large: everybody the product knows lives there, and the books balance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from benefits.payments import invariants
from benefits.payments.models import BankReturn, Payment, PaymentRun, RunState, StaffTask
from portal import clock
from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from portal.demo.town import VISITED_FROM
from portal.intake.models import Bundle
from portal.months import Month
from portal.notifications.models import Message
from seekers.declarations.models import Declaration
from seekers.declarations.models import State as DeclarationState
from seekers.profiles.demo import CAST, SHARES, trait_of
from seekers.profiles.models import Seeker
from seekers.registration.models import CeaseReason, Registration
from seekers.reminders.models import Campaign
from tests.factories import UserFactory

NOVEMBER = Month(2026, 11)
FEWEST = 80
"""With less, nobody's account is refused."""


@pytest.fixture(autouse=True)
def real_time_afterwards():
    yield
    clock.set_shift(timedelta(0))


@pytest.mark.django_db
def test_a_small_town_has_everybody_and_its_books_balance(settings, tmp_path):
    settings.SEPA_FOLDER, settings.INTAKE_FOLDER = tmp_path / "sepa", tmp_path / "intake"
    call_command("load_demo", people=FEWEST)
    assert clock.now() - VISITED_FROM < timedelta(minutes=1)
    people = list(Seeker.objects.select_related("user"))
    assert len(people) == FEWEST
    assert {trait_of(person) for person in people} == {trait for trait, _share in SHARES}
    assert {persona.identifier for persona in CAST} <= {person.user.identifier for person in people}
    assert {grant.role for grant in RoleGrant.objects.held()} == {role.value for role in Role}
    assert invariants.broken() == {}
    assert of_state(PaymentRun) == {RunState.DONE}
    assert {"paid", "held"} <= of_state(Payment)
    assert BankReturn.objects.exists()
    assert StaffTask.objects.exists()
    assert Campaign.objects.filter(month=NOVEMBER, step="opening").exists()
    assert Message.objects.filter(state="delivered").exists()
    assert farid_has_forgotten_and_karim_has_begun()
    assert sorted(Bundle.objects.values_list("state", flat=True)) == ["linked", "linked", "to_sort"]


def of_state(model: type[Payment] | type[PaymentRun]) -> set[str]:
    return set(model.objects.order_by().values_list("state", flat=True).distinct())


def farid_has_forgotten_and_karim_has_begun() -> bool:
    ended = Registration.objects.get(seeker__user__identifier="farid")
    begun = Declaration.objects.get(seeker__user__identifier="karim", month=NOVEMBER)
    return ended.cease_reason == CeaseReason.NOT_DECLARED and begun.state == DeclarationState.DRAFT


@pytest.mark.django_db
class TestRefused:
    def test_outside_demonstration(self, settings):
        settings.DEMO = False
        with pytest.raises(CommandError, match="not a demonstration"):
            call_command("load_demo")
        assert not Seeker.objects.exists()

    def test_in_a_database_where_somebody_lives(self):
        UserFactory()
        with pytest.raises(CommandError, match="not empty"):
            call_command("load_demo")
