"""A stolen session leaves with no more files than an account may open in a day (T2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import models

from portal import clock
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.profiles.factories import SeekerFactory
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.asvs("2.4.1", "8.2.4")]
MOST = 3


@pytest.fixture(autouse=True)
def few(settings) -> None:
    settings.FILES_A_DAY = MOST


def people_opened_by(actor: models.Model) -> int:
    return Entry.objects.openings().filter(actor=actor).values("subject").distinct().count()


def test_beyond_the_number_nothing_of_another_person_is_shown_and_the_operators_are_told() -> None:
    claire, operator = advisor(), UserFactory(roles=(Role.OPERATOR,))
    people = [followed(claire, last_name=f"Canari{rank}") for rank in range(MOST + 2)]
    browser = signed_in(claire)
    answers = [browser.get(f"/conseil/personnes/{each.user.public_id}/") for each in people]
    assert [each.status_code for each in answers] == [200] * MOST + [409] * 2
    for each, person in zip(answers[MOST:], people[MOST:], strict=True):
        assert person.last_name not in each.content.decode()
    assert people_opened_by(claire) == MOST
    told = Message.objects.get(user=operator, kind="account.too_many_files", channel="email")
    assert claire.identifier in told.body
    assert Entry.objects.filter(action="file.too_many", actor=claire).count() == 1


def test_a_file_of_today_opens_again_and_the_others_tomorrow() -> None:
    staff, files = advisor(), [SeekerFactory() for _each in range(MOST + 1)]
    for _twice in range(2):
        for each in files[:MOST]:
            audit.opened(file=each, actor=staff)
    with pytest.raises(audit.TooManyFiles):
        audit.opened(file=files[MOST], actor=staff)
    audit.opened(file=files[MOST], actor=advisor())
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        audit.opened(file=files[MOST], actor=staff)


def test_without_the_number_the_thief_takes_all(settings) -> None:
    settings.FILES_A_DAY = 10**6
    staff = advisor()
    for _each in range(MOST + 2):
        audit.opened(file=SeekerFactory(), actor=staff)
    assert people_opened_by(staff) == MOST + 2


@pytest.mark.django_db(transaction=True)
def test_pages_asked_all_together_do_not_pass_together() -> None:
    staff, files = advisor(), [SeekerFactory() for _each in range(4 * MOST)]
    said = at_once(*[lambda each=each: audit.opened(file=each, actor=staff) for each in files])
    assert sum(isinstance(each, audit.TooManyFiles) for each in said) == 3 * MOST
    assert people_opened_by(staff) == MOST
