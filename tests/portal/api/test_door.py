"""The door of the API: closed by default, one shape of refusal, described for those who may call it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from portal.accounts.audience import AudienceRule
from portal.accounts.roles import Role
from portal.api.errors import answer
from portal.refusals import Refused
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


class Forgotten(APIView):
    def get(self, request):
        raise AssertionError("reached")


class ForOperators(Forgotten):
    audience = AudienceRule(roles=frozenset({Role.OPERATOR}))


@pytest.mark.parametrize(
    ("view", "user", "status"), [(Forgotten, "seeker", 404), (ForOperators, "seeker", 404), (ForOperators, None, 403)]
)
def test_a_view_answers_only_those_it_declares(view, user, status) -> None:
    request = APIRequestFactory().get("/")
    force_authenticate(request, UserFactory() if user else AnonymousUser())
    assert view.as_view()(request).status_code == status


class TooSoon(Refused):
    code = "too_soon"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (TooSoon("Pas encore."), 409, "too_soon"),
        (Http404(), 404, "not_found"),
        (exceptions.ValidationError({"worked": ["non"]}), 400, "invalid"),
        (exceptions.ParseError(), 400, "parse_error"),
        (exceptions.Throttled(wait=3), 429, "throttled"),
        (exceptions.NotAuthenticated(), 403, "not_authenticated"),
    ],
)
def test_every_refusal_has_a_code_and_a_sentence(error: Exception, status: int, code: str) -> None:
    view = Forgotten()
    view.request = None
    response = answer(error, {"view": view, "request": None})
    assert response is not None
    assert response.data["code"] == code
    assert response.data["sentence"]
    assert response.status_code in {status, 401}


def test_what_nobody_foresaw_is_not_dressed_up() -> None:
    assert answer(ZeroDivisionError(), {"view": None, "request": None}) is None


def test_the_description_is_complete_and_for_signed_in_people_only() -> None:
    assert Client().get("/api/schema").status_code == 403
    schema = signed_in(UserFactory()).get("/api/schema", headers={"Accept": "application/json"}).json()
    sending = schema["paths"]["/api/declarations/{month}/"]["post"]
    assert set(sending["responses"]) == {"200", "400", "403", "404", "409"}


def test_the_page_to_try_it_obeys_the_content_policy() -> None:
    browser = signed_in(UserFactory())
    page = browser.get("/api/")
    html = page.content.decode()
    assert "<script>" not in html
    assert "style=" not in html
    assert "<style" not in html
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "swagger-ui-bundle.js" in html
    assert browser.get("/api/?script=").headers["Content-Type"].startswith("application/javascript")
