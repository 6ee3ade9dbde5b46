"""The requirement files: pinned, hashed, from nowhere in particular, and made from pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
SETS = ("requirements.txt", "requirements-test.txt", "requirements-lint.txt")
GROUPS = {"requirements.txt": (), "requirements-test.txt": ("test",), "requirements-lint.txt": ("test", "lint")}
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)")


def entries(text: str) -> list[str]:
    """One string for each requirement, its continuation lines and comments folded in."""
    return re.split(r"\n(?=[^\s#])", text.strip())


def faults(text: str) -> list[str]:
    somewhere = re.compile(r"://|--(extra-)?index|--find-links|@ ")
    found = [f"names a host: {line}" for line in text.splitlines() if somewhere.search(line)]
    for entry in entries(text):
        if not re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+", entry):
            found.append(f"not pinned: {entry.splitlines()[0]}")
        if "--hash=sha256:" not in entry:
            found.append(f"no hash: {entry.splitlines()[0]}")
    return found


def names(file: str) -> set[str]:
    return {NAME.match(entry).group(1) for entry in entries((BASE / file).read_text())}


def wanted(file: str) -> set[str]:
    project = tomllib.loads((BASE / "pyproject.toml").read_text())
    asked = list(project["project"]["dependencies"])
    for group in GROUPS[file]:
        asked += project["dependency-groups"][group]
    return {NAME.match(line.lower()).group(1) for line in asked}


@pytest.mark.parametrize("file", SETS)
def test_pinned_hashed_and_without_a_host(file):
    assert faults((BASE / file).read_text()) == []


@pytest.mark.parametrize("file", SETS)
def test_holds_what_pyproject_asks_for(file):
    assert wanted(file) - names(file) == set()


def test_each_set_holds_the_one_before_it():
    start, check, lint = map(names, SETS)
    assert start < check < lint


@pytest.mark.parametrize(
    "sabotage",
    [
        "--index-url https://mirror.example/simple\n",
        "nice==1 --hash=sha256:00\nother @ git+ssh://host/it --hash=sha256:00\n",
        "nice==1\n",
        "nice>=1 --hash=sha256:00\n",
    ],
)
def test_a_bad_file_is_seen(sabotage):
    assert faults(sabotage)
