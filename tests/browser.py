"""A real browser on the real pages.  Any Chromium of the machine does; none is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 1280)
HOW_TO_GET_ONE = "no Chromium here: apt-get install chromium, or CHROMIUM=/path/to/chrome"


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome; CHROMIUM names one."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not find_chromium():
        terminalreporter.write_line(f"Browser journeys were skipped: {HOW_TO_GET_ONE}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a page is a browser test, marked or not."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not find_chromium():
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; each test opens its own context in it."""
    from playwright.sync_api import sync_playwright

    # The sync API keeps an event loop running in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the person's browser is set: a wide screen with JavaScript, unless marked ``phone(width)`` or ``without_script``."""
    phone = request.node.get_closest_marker("phone")
    return {
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": phone.args[0], "height": 740} if phone else {"width": 1280, "height": 900},
        "java_script_enabled": request.node.get_closest_marker("without_script") is None,
    }


@pytest.fixture
def page(chromium: Browser, live_server: Any, context_options: dict[str, Any]) -> Iterator[Page]:
    """A page in a private context, on this test's own server: ``page.goto("/")``."""
    context = chromium.new_context(base_url=live_server.url, **context_options)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong with a page: one line a violation, naming the rule and the first elements."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def violations(page: Page) -> list[str]:
        return [
            f"{found['id']}: {found['help']} ({', '.join(str(node['target']) for node in found['nodes'][:3])})"
            for found in checker.run(page).response["violations"]
        ]

    return violations


@pytest.fixture
def faults(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], list[str]]:
    """``faults(page, name)``: what axe-core finds, or that the page is wider than its screen; each line begins with ``name``."""

    def found(page: Page, name: str) -> list[str]:
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return [f"{name}: {each}" for each in [*axe(page), *(["wider than the screen"] if wide else [])]]

    return found


@pytest.fixture
def enter(page: Page, live_server: Any) -> Callable[[Any], Page]:
    """``enter(user)``: the page, with that person alone signed in, second factor given; None: nobody."""
    from django.conf import settings

    from tests.portal.accounts.factories import signed_in

    def entered(user: Any) -> Page:
        page.context.clear_cookies()
        if user is not None:
            name = settings.SESSION_COOKIE_NAME
            value = signed_in(user).cookies[name].value
            page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return page

    return entered


@pytest.fixture
def visit(enter: Callable[[Any], Page], faults: Callable[[Page, str], list[str]]) -> Callable[..., None]:
    """Open ``path`` as ``user`` (None: nobody) on a small telephone and on a screen: clean, and no wider than either."""

    def look(path: str, user: Any = None) -> None:
        page = enter(user)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            response = page.goto(path)
            assert response is not None
            assert response.status == 200, path
            assert faults(page, f"{path} at {width}") == []

    return look
