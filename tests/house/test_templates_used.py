"""Every template is used, and every template that is named exists."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
from django.template.loader import get_template

BASE = Path(__file__).resolve().parents[2]
TEMPLATES = BASE / "templates"
NAME = re.compile(r"[\"']([\w./{}-]+\.(?:html|txt|typ|js|xml))(?:#\w+)?(?:\{part\})?[\"']")


def named(text: str) -> set[str]:
    """The templates that a file names; a name with a hole stands for every template that fits."""
    return {name.split("{part}")[0] for name in NAME.findall(text)}


def named_by_allauth() -> str:
    """allauth names its templates without their ending: ``"account/login." + TEMPLATE_EXTENSION``."""
    return "\n".join(path.read_text() for path in Path(allauth.__file__).parent.rglob("*.py"))


def used() -> set[str]:
    code = [
        path
        for package in ("portal", "seekers", "benefits", "offers", "advisors")
        for path in (BASE / package).rglob("*.py")
    ]
    names: set[str] = set()
    for path in [*code, *TEMPLATES.rglob("*.html")]:
        names |= named(path.read_text())
    return names


def fits(template: str, names: set[str]) -> bool:
    holes = [re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(name))) for name in names if "{" in name]
    return template in names or Path(template).name in names or any(hole.fullmatch(template) for hole in holes)


def test_every_template_is_used() -> None:
    names, library = used(), named_by_allauth()
    here = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    assert (
        sorted(
            template for template in here if not fits(template, names) and template.removesuffix("html") not in library
        )
        == []
    )


def test_a_template_that_nothing_names_would_be_seen() -> None:
    assert not fits("seekers/declarations/forgotten.html", used())


def test_every_page_compiles() -> None:
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))
