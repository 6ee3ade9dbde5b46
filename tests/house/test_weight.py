"""A page and all that it needs weigh less than 100 KB on the way to a telephone that has nothing of it yet."""

from __future__ import annotations

import gzip
import re
from urllib.request import Request, urlopen

import pytest
from django.contrib.staticfiles import finders

from tests.seekers.declarations.browsing import signed_in
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db

MOST_BYTES = 100_000
NEEDED = re.compile(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))"')
FONT = re.compile(r"url\([\"']?(?:\.\./|/static/)?([^)\"']+\.woff2)")


def weight(page: str) -> int:
    """Bytes as they travel: the page, its styles and scripts compressed, and every letter form that a style may ask for."""
    files = {name: _bytes(name) for name in NEEDED.findall(page)}
    fonts = {name for style in files.values() for name in FONT.findall(style.decode())}
    assert files, "a page without style was not read well"
    together = [page.encode(), *files.values()]
    return sum(len(gzip.compress(each)) for each in together) + sum(len(_bytes(name)) for name in fonts)


def _bytes(name: str) -> bytes:
    path = finders.find(name)
    assert path, name
    with open(path, "rb") as file:
        return file.read()


@pytest.mark.parametrize("address", ["/", "/declarations/2026-11/", "/mon-dossier/", "/droits/simuler/", "/aide/"])
def test_a_first_page_weighs_less_than_100_kb(morning: object, address: str) -> None:
    page = signed_in(registered()).get(address)
    assert page.status_code == 200
    assert weight(page.content.decode()) < MOST_BYTES


def test_one_picture_too_heavy_would_be_seen() -> None:
    page = '<link href="/static/css/base.css">' + "".join(f"<p>{number**9}</p>" for number in range(20_000))
    assert weight(page) > MOST_BYTES


@pytest.mark.django_db(transaction=True)
def test_a_demonstration_compresses_what_it_sends(live_server) -> None:
    asked = Request(live_server.url, headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
