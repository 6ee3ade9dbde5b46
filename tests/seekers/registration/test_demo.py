"""The registration's share of the demo town: a draft to finish, and certificates for who comes by FranceConnect."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.demo.identity.people import PEOPLE
from portal.demo.town import PASSWORD
from seekers.registration import demo
from seekers.registration.models import Application, EmployerCertificate, Step

pytestmark = pytest.mark.django_db


def test_nadia_has_begun_and_can_be_met() -> None:
    demo.somebody_begins(demo.BEGINS_ON - timedelta(days=1))
    assert not Application.objects.exists()
    for _time in range(2):
        demo.somebody_begins(demo.BEGINS_ON)
    draft = Application.objects.get()
    assert draft.step == Step.SITUATION
    assert draft.applicant.check_password(PASSWORD)


def test_the_numbers_that_visitors_read_are_those_that_employers_wrote_about() -> None:
    for _time in range(2):
        demo.employers_write(demo.BEGINS_ON)
    written = {str(each.why).replace(" ", "")[-15:] for each in PEOPLE["franceconnect"] if "numéro" in str(each.why)}
    assert written == set(EmployerCertificate.objects.values_list("nir", flat=True))
