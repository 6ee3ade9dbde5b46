"""The gallery in a real browser: readable by all, at every width, in light and dark, within the weight promised."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

STATIC = Path(project.BASE_DIR) / "static"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(page: Any, axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    refusals: list[str] = []
    page.on("console", lambda message: refusals.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto("/dev/gallery/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert refusals == []  # among them, what the content policy would have dropped


def test_every_target_is_large_enough_for_a_thumb(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/dev/gallery/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, .nav a, .pagination a, .choice, summary, select")]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_keyboard_sees_where_it_is(page: Any) -> None:
    page.goto("/accessibilite/")
    page.keyboard.press("Tab")
    skip = page.evaluate(
        "() => [document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert skip == ["skip-link", "solid"]
    assert page.locator(".skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_error_summary_takes_the_focus(page: Any) -> None:
    page.goto("/dev/gallery/")
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Any) -> None:
    page.goto("/accessibilite/")
    sent = page.evaluate(
        """() => {
            const form = document.querySelector("form.language");
            let count = 0;
            form.addEventListener("submit", event => { event.preventDefault(); count += 1; });
            form.requestSubmit(); form.requestSubmit();
            return count;
        }"""
    )
    assert sent == 1


def test_the_gallery_is_closed_on_a_real_installation(db: None, client: Client, settings: Any) -> None:
    settings.DEBUG = settings.DEMO = False
    assert client.get("/dev/gallery/").status_code == 404
    settings.DEMO = True
    assert client.get("/dev/gallery/").status_code == 200


def test_the_language_changes_and_stays(db: None, client: Client) -> None:
    response = client.post("/langue/", {"language": "en", "next": "/accessibilite/"})
    assert response.status_code == 302
    assert client.cookies[project.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en">' in client.get("/accessibilite/").content.decode()


def test_what_every_page_loads_stays_light(db: None, client: Client) -> None:
    """Page, styles, scripts, drawings and font: under 100 KB transferred, with room for the page of a room."""
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    texts = [
        *STATIC.glob("css/*.css"),
        STATIC / "js/rebond.js",
        STATIC / "icons/sprite.svg",
        STATIC / "favicon.svg",
        htmx,
    ]
    page = client.get("/dev/gallery/").content
    transferred = sum(len(gzip.compress(path.read_bytes())) for path in texts) + len(gzip.compress(page))
    transferred += sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    assert transferred < 70_000
    assert (STATIC / "js/rebond.js").stat().st_size < 6_000
