"""The browser of the journeys is real, and its judge finds what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import browser

BASE = Path(__file__).resolve().parents[2]


def test_the_page_is_a_french_browser_in_paris(page):
    page.set_content("<title>Essai</title>")
    assert page.evaluate("navigator.language") == "fr-FR"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Paris"


def test_axe_finds_what_is_wrong_and_nothing_else(page, axe):
    page.set_content('<html lang="fr"><title>Essai</title><main><h1>Essai</h1></main></html>')
    assert axe(page) == []
    page.set_content('<html lang="fr"><title>Essai</title><main><h1>Essai</h1><img src="data:,"></main></html>')
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]


def test_the_environment_names_another_browser(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/another/chrome")
    assert browser.find_chromium() == "/opt/another/chrome"


def test_without_a_browser_the_journeys_are_skipped_and_one_line_says_how_to_get_one():
    nowhere = {name: value for name, value in os.environ.items() if name != "CHROMIUM"} | {"PATH": "/nonexistent"}
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-k", "french_browser", "-rs", __file__],
        cwd=BASE, env=nowhere, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "1 skipped" in said
    assert f"Browser journeys were skipped: {browser.HOW_TO_GET_ONE}" in said
