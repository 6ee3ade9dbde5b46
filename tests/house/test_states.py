"""Every table of states speaks of states that exist, and the drawings are those of the tables."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.management.commands import state_diagrams
from portal.states import Machine, machines


def faults(machine: Machine) -> list[str]:
    """What is wrong with one table of states."""
    name = machine.model.__name__
    known = {str(code) for code, _label in machine.model._meta.get_field(machine.field).flatchoices}
    spoken = {str(state) for state in machine.transitions}
    arrived = {str(to) for allowed in machine.transitions.values() for to in allowed}
    found = [
        f"{name}: {state} is in the table and not among the states" for state in sorted((spoken | arrived) - known)
    ]
    found += [f"{name}: {state} leads to itself" for state, allowed in machine.transitions.items() if state in allowed]
    return found


def test_every_table_is_sound():
    assert machines()
    assert [fault for machine in machines() for fault in faults(machine)] == []


def test_the_drawings_are_fresh():
    call_command("state_diagrams", check=True, stdout=StringIO())


def test_a_stale_drawing_is_seen(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="stale"):
        call_command("state_diagrams", check=True, stdout=StringIO())
    call_command("state_diagrams", stdout=StringIO())
    call_command("state_diagrams", check=True, stdout=StringIO())
    drawing = next(path for path in (tmp_path / state_diagrams.FOLDER).glob("*.md") if path.name != "README.md")
    drawing.write_text(drawing.read_text().replace("-->", "--", 1))
    (drawing.parent / "gone.md").write_text("a machine that was removed")
    with pytest.raises(CommandError, match=r"gone\.md"):
        call_command("state_diagrams", check=True, stdout=StringIO())
    call_command("state_diagrams", stdout=StringIO())
    assert not (drawing.parent / "gone.md").exists()


def test_an_arrow_to_nowhere_is_seen():
    sound = machines()[0]
    broken = Machine(sound.model, {**sound.transitions, "attic": {"cellar"}}, sound.field)
    assert faults(broken) == [
        f"{sound.model.__name__}: {state} is in the table and not among the states" for state in ("attic", "cellar")
    ]
