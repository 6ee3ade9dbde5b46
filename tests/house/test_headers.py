"""What the browser is told with every answer: pages, files, redirections, refusals and failures alike."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from portal.accounts.audience import for_everyone
from portal.accounts.roles import Role
from tests.house.pages import ENDINGS, addresses
from tests.house.reading import BASE
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db

INLINE = {
    "a style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "a script without nonce or source": re.compile(r"<script(?![^>]*(?:\bnonce=|\bsrc=|application/json))[^>]*>", re.I),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a link that runs": re.compile(r"""(?:href|action|src)\s*=\s*["']\s*javascript:""", re.IGNORECASE),
    "something of another site": re.compile(
        r"""<(?:script|link|img|iframe|form)[^>]+(?:src|href|action)=["'](?:https?:)?//""", re.I
    ),
}


def faults(response: HttpResponse) -> list[str]:
    """What an answer forgets to tell the browser."""
    policy = {
        directive.split()[0]: directive.split()[1:]
        for directive in response.headers.get("Content-Security-Policy", "").split(";")
        if directive.strip()
    }
    said = {
        "default-src is not none": policy.get("default-src") == ["'none'"],
        "may be framed": policy.get("frame-ancestors") == ["'none'"],
        "base may be moved": policy.get("base-uri") == ["'none'"],
        "forms may leave": policy.get("form-action") == ["'self'"],
        "inline or evaluated code": not {"'unsafe-inline'", "'unsafe-eval'"}
        & {word for words in policy.values() for word in words},
        "sniffing": response.headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": response.headers.get("Referrer-Policy") == "same-origin",
        "opener": response.headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "resource": response.headers.get("Cross-Origin-Resource-Policy") == "same-origin",
        "camera, place, microphone": "camera=()" in response.headers.get("Permissions-Policy", ""),
        "says what runs": not response.headers.get("X-Powered-By"),
    }
    return [fault for fault, kept in said.items() if not kept]


def inline(html: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(html)]


VISITORS = {
    "signed out": None,
    "seeker": Role.SEEKER,
    "advisor": Role.ADVISOR,
    "operator": Role.OPERATOR,
    "director": Role.DIRECTOR,
}


@pytest.fixture
def visitor(request) -> Client:
    role = VISITORS[request.param]
    client = signed_in(UserFactory(roles=(role,))) if role else Client()
    client.raise_request_exception = False
    return client


@pytest.mark.asvs("3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.8")
@pytest.mark.parametrize("visitor", VISITORS, indirect=True)
def test_every_answer_tells_the_browser_what_it_may_do(visitor):
    found = {}
    for address in [*addresses(), *ENDINGS.values()]:
        response = visitor.get(address)
        wrong = faults(response)
        if not response.streaming and "text/html" in response.headers.get("Content-Type", ""):
            wrong += inline(response.content.decode())
        if wrong:
            found[address] = wrong
    assert found == {}


@pytest.mark.asvs("3.4.6")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "/compte/connexion/", 403),
        ("delete", "/compte/mot-de-passe/oublie/", 405),
        ("get", "/nulle-part/", 404),
    ],
)
def test_refusals_too(method, path, status):
    response = getattr(Client(enforce_csrf_checks=method == "post"), method)(path)
    assert response.status_code == status
    assert faults(response) == []
    assert inline(response.content.decode()) == []


@pytest.mark.asvs("16.5.1", "3.4.6")
def test_a_failure_tells_as_much_and_shows_nothing_of_itself(monkeypatch):
    secret = "le nom de la colonne"

    def broken(*_args, **_kwargs):
        raise RuntimeError(secret)

    monkeypatch.setattr("portal.accounts.views.password.ForgottenForm", broken)
    response = Client(raise_request_exception=False).get("/compte/mot-de-passe/oublie/")
    assert response.status_code == 500
    assert faults(response) == []
    assert secret not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_an_answer_that_forgets_is_seen():
    assert len(faults(HttpResponse("bare"))) >= 8
    loose = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"})
    assert "inline or evaluated code" in faults(loose)
    assert inline('<p style="color:red" onclick="x()"><script>x()</script><a href="javascript:x()">') != []
    assert inline('<script nonce="abc">x()</script><script src="/static/js/rebond.js" defer></script>') == []


@pytest.mark.asvs("14.3.2", "14.2.2")
@pytest.mark.parametrize("visitor", ["seeker", "advisor", "operator"], indirect=True)
def test_nothing_of_a_signed_in_person_is_kept_anywhere(visitor):
    kept = {
        path: response.headers.get("Cache-Control")
        for path in addresses()
        if (response := visitor.get(path)).wsgi_request.user.is_authenticated
        and not (
            "no-store" in response.headers.get("Cache-Control", "") and "Cookie" in response.headers.get("Vary", "")
        )
    }
    assert kept == {}


@pytest.mark.asvs("14.2.5")
@pytest.mark.parametrize(
    "trick",
    ["/compte/securite/x.css", "/compte/securite/;.js", "/compte/securite/%2e%2e/x.png", "/compte/securite/.css"],
)
def test_a_private_page_dressed_as_a_file_is_not_answered(trick):
    response = signed_in(UserFactory()).get(trick)
    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]


@pytest.mark.asvs("13.4.1", "13.4.5", "13.4.6")
@pytest.mark.parametrize("visitor", VISITORS, indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/metrics",
        "/flower/",
        "/.git/HEAD",
        "/.env",
        "/static/../.env",
        "/debug/",
        "/server-status",
        "/static/js/rebond.js.map",
    ],
)
def test_the_back_of_the_house_has_no_door(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.asvs("13.4.4")
def test_trace_is_not_answered():
    assert Client().trace("/compte/connexion/").status_code in {404, 405}


def test_flaws_can_be_reported():
    response = Client().get("/.well-known/security.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert re.search(r"^Contact: (mailto|https|tel):", response.content.decode(), re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT", response.content.decode(), re.MULTILINE)


SHOW = (
    "import portal.settings as s;"
    "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
    " s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT)"
)


@pytest.mark.asvs("3.3.1", "3.3.3", "3.4.1")
def test_over_https_cookies_are_bound_to_the_host_and_the_browser_never_comes_back_by_http():
    environment = os.environ | {"SITE_URL": "https://rebond.example", "SECRET_KEY": "x" * 60}
    said = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=BASE, env=environment, capture_output=True, text=True, check=True
    )
    names, rest = said.stdout.split()[:2], said.stdout.split()[2:]
    assert names == ["__Host-session", "__Host-csrf"]
    assert rest == ["True", "True", str(2 * 365 * 24 * 3600), "True"]


def test_the_cookies_have_no_domain_and_the_whole_site_as_path():
    """What a ``__Host-`` cookie must be, or browsers drop it."""
    assert settings.SESSION_COOKIE_DOMAIN is settings.CSRF_COOKIE_DOMAIN is None
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/"


@pytest.mark.asvs("8.2.1")
def test_a_view_that_says_nothing_answers_nobody(settings):
    settings.ROOT_URLCONF = __name__
    assert signed_in(UserFactory()).get("/silent/").status_code == 404
    assert Client().get("/silent/")["Location"].startswith("/enter/")
    assert Client().get("/open/").status_code == 200


def silent(request):
    return HttpResponse("never")


@for_everyone
def spoken(request):
    return HttpResponse("hello")


urlpatterns = [path("silent/", silent), path("open/", spoken), path("enter/", spoken, name="account_login")]
