"""Names are addresses: no attic, no second edition, no file that wants to become two."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.reading import BASE, PACKAGES, modules

ATTICS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "tools",
    "lib",
    "shared",
    "base",
    "core",
    "extras",
    "stuff",
}
ROOM_FILES = {
    "service": "services", "view": "views", "form": "forms", "model": "models", "rule": "rules", "task": "tasks",
    "handler": "handlers", "tile": "tiles", "kind": "kinds", "permission": "permissions", "event": "events",
    "gateway": "gateways", "signals": "handlers", "exceptions": "refusals", "managers": "models", "constants": "rules",
}  # fmt: skip
TOP = {
    "advisors", "benchmarks", "benefits", "docs", "locale", "offers", "portal", "seekers", "static", "staticfiles",
    "templates", "tests", "tools",
}  # fmt: skip
MOST_LINES = 330


def faults(path: Path, lines: int = 0) -> list[str]:
    """What is wrong with the name, or the length, of a file of a room."""
    found = []
    for name in (path.stem, *path.parts[1:-1]):
        if name in ATTICS:
            found.append(f"{path}: {name!r} says nothing of what is in it")
        if name in ROOM_FILES and path.parts[1:2] != ("local",):
            found.append(f"{path}: in this house it is called {ROOM_FILES[name]!r}")
        if name.rstrip("0123456789") != name and name.rstrip("0123456789").endswith("_"):
            found.append(f"{path}: a second edition; change the first")
    if lines > MOST_LINES:
        found.append(f"{path}: {lines} lines; split it by noun")
    return found


def test_every_file_has_a_name_of_the_house_and_a_readable_length():
    found = [
        fault
        for module in modules()
        for fault in faults(module.path.relative_to(BASE), len(module.path.read_text().splitlines()))
    ]
    assert found == []


def test_nothing_else_stands_at_the_top():
    folders = {path.name for path in BASE.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders - TOP == set()


def test_every_room_says_what_it_is_for():
    """A module without a docstring is a door without a plate."""
    silent = [
        module.name
        for module in modules()
        if module.path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_every_installed_room_belongs_to_a_package():
    rooms = [app for app in settings.INSTALLED_APPS if app.split(".")[0] in PACKAGES and "." in app]
    assert [room for room in rooms if not (BASE / room.replace(".", "/")).is_dir()] == []


@pytest.mark.parametrize(
    "name",
    [
        "seekers/profiles/utils.py",
        "portal/common/words.py",
        "seekers/profiles/service.py",
        "seekers/profiles/rules_2.py",
    ],
)
def test_a_wrong_name_is_seen(name):
    assert faults(Path(name))


def test_a_long_file_is_seen_and_a_noun_is_free():
    assert faults(Path("seekers/profiles/addresses.py"), MOST_LINES + 1)
    assert faults(Path("seekers/profiles/addresses.py"), MOST_LINES) == []
