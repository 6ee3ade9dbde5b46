"""What no test may let pass: each guard is a bug never seen again.

A template variable that does not exist, a slice of rows in no order, an instant without its time zone, a connection outside this
machine, a form posted without its CSRF token.  Each has a test that breaks it (``tests/house/test_guards.py``).
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

# pytest-django's own guard: a template variable that does not exist fails the test.
os.environ["FAIL_INVALID_TEMPLATE_VARS"] = "true"

HOUSE = ("portal.", "seekers.", "benefits.", "offers.", "advisors.")
FORM = re.compile(r"<form\b(?P<attributes>[^>]*)>(?P<inside>.*?)</form>", re.DOTALL | re.IGNORECASE)
POSTED = re.compile(r"""method\s*=\s*["']?post""", re.IGNORECASE)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "error:.*received a naive datetime:RuntimeWarning")


def outside(address: Any) -> bool:
    """Would this connection leave the machine?  A Unix socket's address is a path, and stays."""
    if not isinstance(address, tuple):
        return False
    host = str(address[0])
    if host in {"localhost", ""}:
        return False
    try:
        return not ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return True


def forms_without_token(html: str) -> list[str]:
    """The attributes of each form that posts to us without a CSRF token."""
    return [
        form["attributes"].strip()
        for form in FORM.finditer(html)
        if POSTED.search(form["attributes"]) and "csrfmiddlewaretoken" not in form["inside"]
    ]


@pytest.fixture(autouse=True, scope="session")
def _nothing_leaves_the_machine() -> Iterator[None]:
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(method: Any) -> Any:
        def connecting(self: socket.socket, address: Any) -> Any:
            if outside(address):
                pytest.fail(f"a test tried to reach {address!r}")
            return method(self, address)

        return connecting

    def looking_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and outside((name,)):
            pytest.fail(f"a test tried to look up {name!r}")
        return lookup(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", looking_up)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_slice_without_an_order(_nothing_leaves_the_machine: None) -> Iterator[None]:
    from django.db.models import QuerySet

    slicing = QuerySet.__getitem__

    def ordered_slice(self: QuerySet, key: Any) -> Any:
        if self.model.__module__.startswith(HOUSE) and self._result_cache is None and not self.ordered:
            pytest.fail(f"{self.model.__name__} rows are sliced in no order: Postgres may answer others each time")
        return slicing(self, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "__getitem__", ordered_slice)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_form_without_its_token() -> Iterator[None]:
    from django.test import Client

    answering = Client.request

    def read(self: Client, **request: Any) -> Any:
        response = answering(self, **request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            for attributes in forms_without_token(response.content.decode(response.charset)):
                pytest.fail(f"{request.get('PATH_INFO')}: a form posts without its CSRF token: <form {attributes}>")
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", read)
        yield
