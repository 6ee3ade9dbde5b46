"""The journey as a browser without JavaScript walks it: plain forms, redirects, pages."""

from __future__ import annotations

import pytest
from django.test import Client

from seekers.declarations.models import Declaration, Version
from seekers.profiles.models import Seeker
from tests.seekers.declarations.people import NOVEMBER, SAID_NO, at, browser, morning, seeker  # noqa: F401

pytestmark = pytest.mark.django_db
STEP1, STEP2, STEP3, PROOF = (f"/declarations/2026-11/{step}" for step in ("", "details/", "verifier/", "recu/"))


def read_of(page) -> str:
    """What the review page signs and sends back."""
    return page.context["read"]


def test_five_requests_declare_a_simple_month(browser: Client, seeker: Seeker) -> None:
    assert browser.get(STEP1).status_code == 200
    assert browser.post(STEP1, SAID_NO).headers["Location"] == STEP3
    review = browser.get(STEP3)
    answer = browser.post(STEP3, {"read": read_of(review)})
    assert answer.headers["Location"] == PROOF
    receipt = browser.get(PROOF)
    version = Version.objects.get(declaration__seeker=seeker, declaration__month=NOVEMBER)
    assert version.receipt in receipt.content.decode()
