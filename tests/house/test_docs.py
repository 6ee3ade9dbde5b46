"""What the documents name exists: a signpost that points nowhere costs a newcomer an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.core.management import get_commands

from portal.web.templatetags import facts, ui, words
from tests.house.reading import BASE, modules
from tests.house.test_rooms import TOP

DOCUMENTS = sorted([*BASE.glob("*.md"), *(BASE / "docs").rglob("*.md"), *BASE.glob("benchmarks/*.md")])
LINK = re.compile(r"\]\((?!http)([^)#\s]+)")
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
SETTING = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b")
BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
README_LINES = 120


def broken(document: Path, text: str) -> Iterator[str]:
    """The links, paths, commands and settings of ``text`` that lead nowhere."""
    for link in LINK.findall(text):
        if not (document.parent / link).exists():
            yield link
    for code in CODE.findall(text):
        for path in (each.rstrip(".,:") for each in code.split()):
            if path.split("/")[0] in TOP and "/" in path and not any(any(BASE.glob(each)) for each in spelt_out(path)):
                yield path
    yield from (command for command in COMMAND.findall(text) if command not in get_commands())


def spelt_out(path: str) -> list[str]:
    """``tests/{a,b}.py`` as ``tests/a.py`` and ``tests/b.py``."""
    choices = [choice.split(",") for choice in BRACES.findall(path)]
    hole = BRACES.sub("\0", path)
    found = []
    for chosen in product(*choices):
        parts = iter(chosen)
        found.append(re.sub("\0", lambda _hole, parts=parts: next(parts), hole).rstrip("/"))
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(BASE)))
def test_every_path_link_and_command_of_a_document_exists(document: Path) -> None:
    assert list(broken(document, document.read_text())) == []


def test_every_setting_and_constant_of_a_document_is_in_the_code() -> None:
    files = [*BASE.glob("*.yml"), BASE / "Dockerfile", BASE / ".env.example"]
    code = "\n".join(path.read_text() for path in [*files, *(module.path for module in modules())])
    named = {
        name for document in DOCUMENTS for part in CODE.findall(document.read_text()) for name in SETTING.findall(part)
    }
    assert sorted(name for name in named if name not in code) == []


def test_every_component_stands_in_the_document_of_the_look() -> None:
    told = set(re.findall(r"\w+", " ".join(CODE.findall((BASE / "docs/design.md").read_text()))))
    components = {*ui.register.tags, *facts.register.tags, *words.register.filters}
    assert sorted(components - told) == []


def test_the_readme_stays_short() -> None:
    assert len((BASE / "README.md").read_text().splitlines()) <= README_LINES


@pytest.mark.parametrize(
    "sign", ["`portal/web/nowhere.py`", "[there](nowhere.md)", "`manage.py dance`", "`tests/{web,nil}/x`"]
)
def test_a_sign_that_points_nowhere_is_seen(sign: str) -> None:
    assert list(broken(BASE / "README.md", sign))
