"""What is typed when the session ends is not lost, and is shown to nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from seekers.declarations.models import Declaration
from seekers.profiles.models import Seeker
from tests.seekers.declarations.browsing import SAID_NO
from tests.seekers.declarations.test_journey import STEP1
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_out(browser: Client) -> Client:
    """A browser whose session died while the page was open: the page, with its owner's mark, was posted anyway."""
    owner = browser.get(STEP1).context["owner"]
    browser.cookies.clear()
    answer = browser.post(STEP1, SAID_NO | {"worked": "yes", "owner": owner, "csrfmiddlewaretoken": "x"})
    assert answer.headers["Location"].startswith("/compte/connexion/?next=/declarations/2026-11/")
    return browser


def test_the_same_person_finds_it_again_and_it_is_not_saved_yet(signed_out: Client, seeker: Seeker) -> None:
    signed_out.force_login(seeker.user)
    page = signed_out.get(STEP1).content.decode()
    assert "Rien n’est perdu" in page
    assert page.count(" checked") == 9
    assert not Declaration.objects.exists()
    assert "Rien n’est perdu" not in signed_out.get(STEP1).content.decode(), "once"


def test_another_person_at_the_same_computer_sees_nothing_of_it(signed_out: Client, seeker: Seeker) -> None:
    signed_out.force_login(registered().user)
    assert " checked" not in signed_out.get(STEP1).content.decode()
    assert "kept_typing" not in signed_out.session, "and it is thrown away"


@pytest.mark.parametrize("owner", ["", "1", "made-up:mark"])
def test_a_page_without_its_owners_mark_is_not_kept(morning: object, owner: str) -> None:
    stranger = Client()
    stranger.post(STEP1, SAID_NO | {"owner": owner})
    assert "kept_typing" not in stranger.session


def test_nobody_fills_our_sessions_with_megabytes(browser: Client) -> None:
    owner = browser.get(STEP1).context["owner"]
    browser.cookies.clear()
    browser.post(STEP1, {"owner": owner, "worked": "x" * 100_000})
    assert "kept_typing" not in browser.session
