"""The real HTTP client against a real process that speaks the same contract, in good and bad days (F5)."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator

import pytest

from portal.notifications.gateways import Outgoing, Result
from portal.notifications.gateways.sms_http import GIVE_UP_AFTER, HttpSmsGateway, _outcome
from tests.sms_operator import Operator


@pytest.fixture
def operator() -> Iterator[Operator]:
    with Operator(delay=10) as made:
        yield made


def client_of(operator: Operator, **options) -> HttpSmsGateway:
    return HttpSmsGateway(
        operator.url, **({"token": "t", "sender": "REBOND", "concurrency": 20, "timeout": 1.0} | options)
    )


def texts(count: int) -> list[Outgoing]:
    return [Outgoing(uuid.uuid4(), f"+3363998{n:04d}", "REBOND: bonjour") for n in range(count)]


def test_many_at_once_over_kept_connections(operator):
    messages = texts(200)
    with client_of(operator) as gateway:
        started = time.monotonic()
        outcomes = gateway.deliver(messages, seconds=20)
        took = time.monotonic() - started
    assert {outcome.result for outcome in outcomes.values()} == {Result.ACCEPTED}
    assert sorted(operator.rang()) == sorted(m.address for m in messages)
    assert took < 200 * 0.010  # one after the other would take two seconds


def test_the_same_reference_rings_once_and_can_be_asked(operator):
    [message] = texts(1)
    stranger = uuid.uuid4()
    with client_of(operator) as gateway:
        gateway.deliver([message], seconds=5)
        gateway.deliver([message], seconds=5)
        known = gateway.look_up([message.reference, stranger], seconds=5)
    assert len(operator.rang()) == 1
    assert known[message.reference].result is Result.ACCEPTED
    assert known[stranger] is None


def test_an_answer_that_never_comes_is_uncertain_and_the_operator_knows(operator):
    operator.call("/mode", {"lose": 1})
    [message] = texts(1)
    with client_of(operator) as gateway:
        assert gateway.deliver([message], seconds=5)[message.reference].result is Result.UNCERTAIN
        assert gateway.look_up([message.reference], seconds=5)[message.reference].result is Result.ACCEPTED


def test_an_operator_that_is_down_is_left_alone(operator):
    operator.call("/mode", {"fail": {"status": 503, "times": 10_000}})
    messages = texts(400)
    with client_of(operator) as gateway:
        outcomes = gateway.deliver(messages, seconds=20)
    assert {outcome.result for outcome in outcomes.values()} == {Result.TEMPORARY}
    assert GIVE_UP_AFTER <= len(outcomes) <= GIVE_UP_AFTER + 20


def test_nobody_at_the_other_end():
    [message] = texts(1)
    with HttpSmsGateway("http://127.0.0.1:9", token="t", sender="R", concurrency=2) as gateway:
        outcome = gateway.deliver([message], seconds=20)[message.reference]
        asked = gateway.look_up([message.reference], seconds=20)
    assert (outcome.result, outcome.code) == (Result.TEMPORARY, "no-connection")
    assert asked == {}


def test_out_of_time_the_rest_was_never_tried(operator):
    messages = texts(500)
    with client_of(operator, concurrency=2) as gateway:
        outcomes = gateway.deliver(messages, seconds=1.2)
    assert 0 < len(outcomes) < 500


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (202, b'{"status": "accepted"}', Result.ACCEPTED),
        (200, b'{"status": "delivered"}', Result.DELIVERED),
        (200, b"<html>", Result.UNCERTAIN),
        (200, b"[]", Result.UNCERTAIN),
        (429, b"", Result.TEMPORARY),
        (503, b"", Result.TEMPORARY),
        (401, b"", Result.TEMPORARY),
        (500, b"", Result.UNCERTAIN),
        (504, b"", Result.UNCERTAIN),
        (422, b'{"code": "invalid-number"}', Result.PERMANENT),
        (400, b'{"code": "text-refused"}', Result.TECHNICAL),
    ],
)
def test_what_may_hide_an_accepted_message_is_never_a_plain_failure(status, body, result):
    assert _outcome(status, body).result is result
