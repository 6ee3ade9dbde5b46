"""A verb of the house says who acts, takes its arguments by name, tells what it does, and leaves a line of audit.

Read in the source: a service that writes rows without reaching ``audit.record`` is found before anyone forgets to test
it.
"""

from __future__ import annotations

import ast

import pytest

from tests.house.reading import Services, functions, services

WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create",
    "execute", "executemany", "copy", "insert",
}  # fmt: skip
LEAVES_A_LINE = {"audit.record", "audit.opened", "transition", "states.transition"}
WHO = {"actor", "advisor"}

NOT_ACTS = {
    "portal.audit.services": "it is the trail",
    "portal.notifications.services": "a message is its own trace: what, to whom, when, and what became of it",
    "portal.demo.services": "moves the demonstration's clock, which is not a person's file",
}
NO_LINE_OF_THEIR_OWN = {
    "benefits.entitlements.services.facts_moved": "the fact that moved is audited where it happened; this only wakes a claim",
    "portal.accounts.services.ask_reset": "writes the same row for anyone: it must not say whether a person exists",
    "portal.documents.services.prepare": "a preparation is nobody's act until it is sent",
    "portal.documents.services.move_sheet": "the same",
    "portal.documents.services.drop_sheet": "the same",
    "portal.documents.services.sweep": "removes what was never sent and what no row knows",
    "portal.accounts.services.tidy": "forgets counters; ending an alarm is audited where it is done",
    "seekers.declarations.services.ensure_window": "a row of the published calendar, nobody's act",
    "advisors.portfolios.services.ask_calls": "a slice: the step of the ladder that asks is audited once, as a campaign",
    "seekers.registration.services.cease_not_declared": "a slice: its window is audited once, by close_windows",
}


def calls(node: ast.AST) -> set[str]:
    return {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}


def reached(function: ast.FunctionDef, halves: dict[str, ast.FunctionDef]) -> set[str]:
    """Every call that ``function`` makes, itself or through the functions of its room."""
    made: set[str] = set()
    waiting, seen = [function], set()
    while waiting:
        each = waiting.pop()
        if each.name in seen:
            continue
        seen.add(each.name)
        called = calls(each)
        made |= called
        waiting += [halves[name.rsplit(".", 1)[-1]] for name in called if name.rsplit(".", 1)[-1] in halves]
    return made


def writes(made: set[str]) -> bool:
    return any(each.rsplit(".", 1)[-1] in WRITES for each in made)


def leaves_a_line(made: set[str]) -> bool:
    return any(each in LEAVES_A_LINE or each.endswith((".record", ".transition")) for each in made)


def faults(room: Services) -> list[str]:
    """What is wrong with the public functions of a room's services.  A question, which writes nothing, owes less."""
    found = []
    for name, function in room.given_out.items():
        where, given = f"{room.name}.{name}", function.args
        made = reached(function, room.halves)
        docstring = ast.get_docstring(function) or ""
        if not docstring:
            found.append(f"{where}: has no docstring")
        if function.returns is None or any(each.annotation is None for each in [*given.args, *given.kwonlyargs]):
            found.append(f"{where}: is not typed")
        if not writes(made) or where in NO_LINE_OF_THEIR_OWN:
            continue
        if given.args or given.posonlyargs:
            found.append(f"{where}: its arguments must be named (*, …)")
        if not leaves_a_line(made):
            found.append(f"{where}: writes rows and leaves no line of audit")
        if not WHO & {each.arg for each in given.kwonlyargs} and "system" not in docstring.lower():
            found.append(f"{where}: takes no actor, and its docstring does not say that the system acts")
    return found


def room_of(source: str) -> Services:
    """A room with this one file, for the tests of the test."""
    halves = functions(ast.parse(source))
    return Services("room.services", {name: each for name, each in halves.items() if not name.startswith("_")}, halves)


def test_every_service_says_who_acts_and_leaves_a_line():
    rooms = [room for room in services() if room.name not in NOT_ACTS]
    assert rooms
    assert [fault for room in rooms for fault in faults(room)] == []


@pytest.mark.asvs("16.2.1")
@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def end(*, row: int, actor: int) -> None:\n    'Ends.'\n    row.save()", "leaves no line of audit"),
        (
            "def end(*, row: int, actor: int) -> None:\n    'Ends.'\n    _do(row)\ndef _do(row):\n    row.delete()",
            "leaves no line",
        ),
        ("def end(*, row: int) -> None:\n    'Ends.'\n    row.save()\n    audit.record()", "takes no actor"),
        ("def end(row: int, actor: int) -> None:\n    'Ends.'\n    row.save()", "must be named"),
        ("def end(*, row: int, actor: int) -> None:\n    pass", "no docstring"),
        ("def end(*, row, actor: int) -> None:\n    'Ends.'", "not typed"),
    ],
)
def test_a_forgotten_duty_is_seen(source, fault):
    assert any(fault in each for each in faults(room_of(source)))


def test_a_good_verb_and_a_question_are_left_alone():
    verb = "def end(*, row: int, actor: int) -> None:\n    'Ends.'\n    _do(row)\n"
    half = "def _do(row):\n    row.save()\n    audit.record()\n"
    question = "def owed(seeker: int) -> list:\n    'What is owed.'\n    return Row.objects.filter(seeker=seeker)\n"
    assert faults(room_of(verb + half + question)) == []


def test_each_exception_is_still_one():
    rooms = {room.name: room for room in services()}
    assert NOT_ACTS.keys() <= rooms.keys()
    assert NO_LINE_OF_THEIR_OWN.keys() <= {f"{name}.{verb}" for name, room in rooms.items() for verb in room.given_out}
