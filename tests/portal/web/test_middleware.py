"""What a browser may keep, and what a page may ask of the device."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.accounts.models import User
from portal.web.middleware import NoStore, PermissionsPolicy


def answered(middleware: Any, user: Any, view: Any = None) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = user
    return middleware(view or (lambda request: HttpResponse("page")))(request)


def test_what_a_signed_in_person_sees_is_kept_nowhere() -> None:
    response = answered(NoStore, User())
    assert response["Cache-Control"] == "no-store, private"
    assert response["Vary"] == "Cookie, HX-Request"


def test_a_view_cannot_make_a_personal_page_kept() -> None:
    def lax(request: HttpRequest) -> HttpResponse:
        return HttpResponse("page", headers={"Cache-Control": "public, max-age=3600"})

    assert answered(NoStore, User(), lax)["Cache-Control"] == "no-store, private"


def test_signing_out_does_not_make_the_last_page_kept() -> None:
    def sign_out(request: HttpRequest) -> HttpResponse:
        request.user = AnonymousUser()
        return HttpResponse("bye")

    assert answered(NoStore, User(), sign_out)["Cache-Control"] == "no-store, private"


def test_signing_in_covers_the_answer_that_signs_in() -> None:
    def sign_in(request: HttpRequest) -> HttpResponse:
        request.user = User()
        return HttpResponse("welcome")

    assert answered(NoStore, AnonymousUser(), sign_in)["Cache-Control"] == "no-store, private"


def test_a_public_page_may_be_kept_but_never_for_another_kind_of_request() -> None:
    response = answered(NoStore, AnonymousUser())
    assert "Cache-Control" not in response
    assert "HX-Request" in response["Vary"]


def test_a_page_asks_nothing_of_the_device() -> None:
    response = answered(PermissionsPolicy, AnonymousUser())
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_headers_are_on_the_real_pages(db: None, client: Any, settings: Any) -> None:
    """Sabotaged: without the middleware the headers go, so it is they that set them."""
    page = client.get("/accessibilite/")
    assert page.status_code == 200
    assert "camera=()" in page["Permissions-Policy"]
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Referrer-Policy"] == "same-origin"
    client.force_login(User.objects.create(identifier="9990001A"))
    assert client.get("/accessibilite/")["Cache-Control"] == "no-store, private"

    ours = {"portal.web.middleware.PermissionsPolicy", "portal.web.middleware.NoStore"}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in ours]
    bare = type(client)()
    bare.cookies = client.cookies
    page = bare.get("/accessibilite/")
    assert "Permissions-Policy" not in page
    assert "no-store" not in page.get("Cache-Control", "")
