"""The language chosen at the foot of a page is the one in which the person is written to."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


def test_a_signed_in_person_is_written_to_in_the_language_they_chose():
    user = UserFactory(language="fr")
    for _twice in range(2):
        signed_in(user).post(reverse("web:language"), {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"
    assert Entry.objects.filter(action="accounts.language_chosen", subject=user).count() == 1


@pytest.mark.parametrize("language", ["", "xx", "fr\x00"])
def test_a_language_that_is_not_ours_changes_nothing(language):
    user = UserFactory(language="fr")
    signed_in(user).post(reverse("web:language"), {"language": language})
    user.refresh_from_db()
    assert user.language == "fr"


def test_signed_out_only_the_pages_change(client):
    answer = client.post(reverse("web:language"), {"language": "en"})
    assert answer.status_code == 302
    assert client.get("/").content.count(b'lang="en"') >= 1
