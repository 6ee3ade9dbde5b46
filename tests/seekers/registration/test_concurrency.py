"""Many signatures at once: the row's lock and the indexes decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.notifications.models import Message
from seekers.profiles.models import Seeker
from seekers.registration import services
from seekers.registration.models import Application, ApplicationState, Employment, Registration
from tests.seekers.registration.applying import MORNING, PASSWORD, everything, filled
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def sign(draft: Application, **given: object) -> Application:
    return services.sign(
        application=draft,
        answers=everything(),
        now=MORNING,
        **{"actor": draft.applicant, "password": PASSWORD, **given},
    )


def test_twenty_clicks_make_one_file_one_registration_and_one_receipt() -> None:
    draft = filled()
    results = at_once(*[lambda: sign(draft).receipt] * 20)
    assert len(set(results)) == 1
    assert Application.objects.get().receipt == results[0]
    at_once(*[lambda: services.enter_verified(now=MORNING + services.CHECK)] * 5)
    assert (Seeker.objects.count(), Registration.objects.count(), Employment.objects.count()) == (1, 1, 2)
    assert Message.objects.filter(kind="registration.application_signed", channel="inbox").count() == 1


def test_two_applications_with_one_number_make_one_file_and_one_question_for_an_advisor() -> None:
    said = replace(everything(), contact=replace(everything().contact, email="autre@inscription.invalid"))
    one, other = filled(), filled(said)
    at_once(
        lambda: sign(one),
        lambda: services.sign(application=other, answers=said, actor=other.applicant, now=MORNING, password=PASSWORD),
    )
    at_once(*[lambda: services.enter_verified(now=MORNING + services.CHECK)] * 5)
    states = Application.objects.values_list("state", flat=True)
    assert sorted(states) == [ApplicationState.SIGNED, ApplicationState.TO_CHECK]
    assert Seeker.objects.count() == 1
    assert Application.objects.to_check().get().check_reason == "known_number"


def test_a_code_typed_on_four_devices_at_once_opens_one() -> None:
    code = services.make_resume_code(application=filled(), actor=None, now=MORNING)

    def resume(place: int) -> Application:
        return services.resume(code=code, birth_date=date(1987, 4, 12), address_key=f"place {place}", now=MORNING)

    opened = at_once(*[lambda place=place: resume(place) for place in range(4)])
    assert sum(isinstance(each, Application) for each in opened) == 1
    assert sum(isinstance(each, services.CodeDead) for each in opened) == 3
