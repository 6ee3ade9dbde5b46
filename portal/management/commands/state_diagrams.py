"""Draws ``docs/states/``: one page a state machine, from the very table that the services obey."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Field
from django.utils import translation

from portal.states import Machine, machines

FOLDER = Path("docs/states")


class Command(BaseCommand):
    help = "Write docs/states/ from the tables of states; --check only says whether a page is stale."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / FOLDER
        pages = drawn()
        present = {path.name: path.read_text() for path in folder.glob("*.md")}
        stale = sorted(name for name in pages.keys() | present.keys() if pages.get(name) != present.get(name))
        if check and stale:
            raise CommandError(f"stale in {FOLDER}: {', '.join(stale)}. Run: manage.py state_diagrams")
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            for name in stale:
                path = folder / name
                path.write_text(pages[name]) if name in pages else path.unlink()
        self.stdout.write(f"{len(pages)} diagrams, {len(stale)} {'stale' if check else 'written'}")


def drawn() -> dict[str, str]:
    """The pages by file name, and the page that lists them."""
    with translation.override("fr"):
        pages = {f"{each.model._meta.label_lower}.md": page(each) for each in machines()}
    titles = "\n".join(f"* [{name.removesuffix('.md')}]({name})" for name in sorted(pages))
    return pages | {
        "README.md": f"# States\n\nDrawn by `manage.py state_diagrams` from the tables in the code.\n\n{titles}\n"
    }


def page(machine: Machine) -> str:
    """One machine as a Mermaid diagram with its labels as people read them."""
    field = machine.model._meta.get_field(machine.field)
    assert isinstance(field, Field)  # noqa: S101  a state is a column, never the far end of a relation
    labels = {str(code): str(label) for code, label in field.flatchoices}
    arrows = {str(state): sorted(map(str, allowed)) for state, allowed in machine.transitions.items()}
    lines = [f"    {code}: {label}" for code, label in labels.items()]
    lines += [f"    [*] --> {state}" for state in beginnings(labels, arrows, str(field.get_default()))]
    lines += [f"    {state} --> {to}" for state in labels for to in arrows.get(state, [])]
    lines += [f"    {state} --> [*]" for state in ends(labels, arrows)]
    diagram = "\n".join(lines)
    return f"# {machine.model._meta.label}\n\n```mermaid\nstateDiagram-v2\n{diagram}\n```\n"


def beginnings(labels: Mapping[str, str], arrows: Mapping[str, list[str]], default: str) -> list[str]:
    """The states in which a row is born: the default one, and those that nothing leads to."""
    arrived = {to for allowed in arrows.values() for to in allowed}
    return [state for state in labels if state == default or state not in arrived]


def ends(labels: Mapping[str, str], arrows: Mapping[str, list[str]]) -> list[str]:
    """The states that nothing leaves."""
    return [state for state in labels if not arrows.get(state)]
