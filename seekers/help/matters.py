"""What a person needs help with, named in words.

A matter is a short string that travels in an address: ``registration``, ``declaration:2026-11``.  The rooms that have pages with
steps name them here, from their ``handlers.py``:

    matters.register("registration", lambda rest: _("Votre inscription"), steps={"contact": _("Comment vous joindre ?")})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MATTER = re.compile(r"[a-z_]{1,20}(?::[a-zA-Z0-9_:-]{1,60})?")
STEP = re.compile(r"[a-z0-9_-]{1,30}")
ERROR = re.compile(r"[A-Za-z0-9_-]{1,60}:[A-Za-z0-9_-]{1,40}")
MOST_ERRORS = 20


@dataclass(frozen=True)
class Matter:
    title: Callable[[str], str]
    steps: Mapping[str, Any]


_matters: dict[str, Matter] = {}


def register(prefix: str, title: Callable[[str], str], *, steps: Mapping[str, Any] | None = None) -> None:
    """``title`` gets what follows the colon of a matter, and says it in words; ``steps`` names each page of the journey."""
    _matters[prefix] = Matter(title, steps or {})


def known(matter: str) -> str:
    """``matter`` if it is one of ours, else nothing: an address can be written by anybody."""
    return matter if MATTER.fullmatch(matter) and matter.partition(":")[0] in _matters else ""


def step_of(typed: str) -> str:
    return typed if STEP.fullmatch(typed) else ""


def errors_of(typed: str) -> list[str]:
    """``field:code`` pairs, and nothing that could be an answer."""
    return [each for each in typed.split(",") if ERROR.fullmatch(each)][:MOST_ERRORS]


def title_of(matter: str) -> str:
    prefix, _colon, rest = matter.partition(":")
    try:
        return str(_matters[prefix].title(rest))
    except (KeyError, ValueError):
        return _("Une question")


def step_title(matter: str, step: str) -> str:
    """The page in words; empty when it has no name."""
    found = _matters.get(matter.partition(":")[0])
    return str(found.steps.get(step, "")) if found else ""
