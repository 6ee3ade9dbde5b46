"""One stolen account of a manager is not enough to make another account (the theft of December 2025)."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import services
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import MayNotManageAccounts, NeedsSecondPerson
from portal.accounts.present import present
from portal.accounts.roles import SECOND_FACTOR, Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return UserFactory(roles=(Role.DIRECTOR,))


@pytest.fixture
def operator():
    return UserFactory(roles=(Role.OPERATOR,))


def opened(actor, role=Role.ADVISOR, identifier="NOUVEAU"):
    return services.open_account(
        identifier=identifier,
        full_name="Nouveau",
        email=f"{identifier.lower()}@essai.example",
        role=role,
        actor=actor,
        now=present(),
    )


@pytest.mark.asvs("2.3.5")
@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_one_person_alone_makes_no_usable_staff_account(director, role):
    user = opened(director, role)
    grant = user.grants.get()
    assert user.roles == frozenset()
    with pytest.raises(NeedsSecondPerson):
        services.confirm_role(grant=grant, actor=director, now=present())
    assert not user.has_usable_password()
    assert not Message.objects.filter(user=user).exists()


@pytest.mark.asvs("2.3.5")
def test_a_second_person_confirms_and_the_holder_is_invited(director, operator):
    user = opened(director)
    services.confirm_role(grant=user.grants.get(), actor=operator, now=present())
    assert User.objects.get(pk=user.pk).roles == {Role.ADVISOR}
    invitation = Message.objects.get(user=user)
    page = Client().get(invitation.link, follow=True)
    assert page.status_code == 200


def test_the_holder_is_not_the_second_person(director):
    other = UserFactory(roles=(Role.DIRECTOR,))
    grant = services.give_role(user=other, role=Role.OPERATOR, actor=director, now=present())
    with pytest.raises(NeedsSecondPerson):
        services.confirm_role(grant=grant, actor=other, now=present())


def test_nobody_gives_themselves_a_role(director):
    with pytest.raises(NeedsSecondPerson):
        services.give_role(user=director, role=Role.OPERATOR, actor=director, now=present())


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("role", [Role.SEEKER, Role.ADVISOR, Role.RECRUITER, Role.PARTNER, None])
def test_only_a_director_or_an_operator_asks_for_a_staff_role(role):
    actor = UserFactory(roles=(role,)) if role else None
    with pytest.raises(MayNotManageAccounts):
        opened(actor)
    assert not User.objects.filter(identifier="NOUVEAU").exists()


def test_a_seekers_account_opens_at_once_and_without_anyone():
    assert opened(None, Role.SEEKER).roles == {Role.SEEKER}


@pytest.mark.asvs("2.3.5")
def test_the_database_itself_refuses_one_person_twice(director):
    user = opened(director)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        user.grants.update(confirmed_by=director, confirmed_at=present())
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        user.grants.update(confirmed_by=user, confirmed_at=present())
    with pytest.raises(IntegrityError, match="nobody_grants_themselves"), transaction.atomic():
        RoleGrant.objects.create(user=user, role=Role.SEEKER, granted_by=user)


def test_a_name_is_taken_once_whichever_way_it_is_used(director):
    known = UserFactory(identifier="CONNUE", email="connue@essai.example")
    for name, email in (
        ("CONNUE", None),
        ("connue@essai.example", None),
        ("AUTRE", "Connue@essai.example"),
        ("AUTRE", "CONNUE"),
    ):
        with pytest.raises(services.NameTaken):
            services.open_account(
                identifier=name, full_name="X", email=email, role=Role.SEEKER, actor=None, now=present()
            )
    assert known.roles


def test_a_role_is_held_once_and_its_end_is_kept(director):
    user = UserFactory()
    with pytest.raises(services.RoleHeld):
        services.give_role(user=user, role=Role.SEEKER, actor=director, now=present())
    services.end_role(grant=user.grants.get(), actor=director, now=present(), reason="départ")
    assert User.objects.get(pk=user.pk).roles == frozenset()
    assert RoleGrant.objects.get(user=user).ended_at
    assert Entry.objects.get(action="accounts.role_ended").reason == "départ"


@pytest.mark.asvs("16.3.2")
def test_every_step_is_audited(director, operator):
    user = opened(director)
    services.confirm_role(grant=user.grants.get(), actor=operator, now=present())
    trail = Entry.objects.about(user).values_list("action", "actor")
    assert set(trail) >= {
        ("accounts.opened", director.pk),
        ("accounts.role_asked", director.pk),
        ("accounts.role_confirmed", operator.pk),
    }


def test_the_command_opens_the_first_operator_and_no_other(settings):
    settings.DEMO = False
    said = StringIO()
    call_command("open_account", "EXPLOITATION", name="Exploitation", email="exploitation@essai.example", stdout=said)
    link = said.getvalue().split(settings.SITE_URL)[1].strip()
    client = Client()
    client.get(link)
    assert client.post("/compte/mot-de-passe/choisir/", {"password": "une phrase pour commencer"}).status_code == 302
    assert User.objects.get(identifier="EXPLOITATION").roles == {Role.OPERATOR}
    with pytest.raises(CommandError, match="deux personnes"):
        call_command("open_account", "SECOND", name="Second", email="second@essai.example")


def test_a_person_without_the_role_meets_an_address_that_does_not_exist():
    assert signed_in(UserFactory()).get("/conseil/").status_code == 404
