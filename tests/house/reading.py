"""Reading the house: its rooms, and the public functions of their services."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "seekers", "benefits", "offers", "advisors")


@dataclass(frozen=True)
class Module:
    """One file of a room."""

    path: Path

    @property
    def name(self) -> str:
        return ".".join(self.path.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text())


def modules() -> Iterator[Module]:
    """Every Python file of the packages, migrations left out."""
    for package in PACKAGES:
        for path in sorted((BASE / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield Module(path)


@dataclass(frozen=True)
class Services:
    """The verbs and questions of one room: ``services.py``, or what ``services/__init__.py`` gives out."""

    name: str
    given_out: dict[str, ast.FunctionDef]
    halves: dict[str, ast.FunctionDef]
    """Every function of these files, the private ones and those that only the room itself uses included."""


def services() -> Iterator[Services]:
    """Each room's services."""
    rooms: dict[str, list[Module]] = {}
    for module in modules():
        parts = module.name.split(".")
        if "services" in parts[2:3]:
            rooms.setdefault(".".join(parts[:3]), []).append(module)
    for name, files in rooms.items():
        halves = {key: value for each in files for key, value in functions(each.tree).items()}
        front = next(each for each in files if each.name == name)
        yield Services(name, {key: halves[key] for key in names_given(front.tree) if key in halves}, halves)


def names_given(front: ast.Module) -> list[str]:
    """The public names of a file: its functions, and what it imports from the files beside it."""
    imported = [
        alias.asname or alias.name for node in front.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    return [name for name in [*functions(front), *imported] if not name.startswith("_")]


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
