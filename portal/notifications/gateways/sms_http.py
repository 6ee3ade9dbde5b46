"""An SMS operator over HTTP: JSON, a bearer token, our reference as the key of idempotence.

    POST {url}/messages              {"reference", "to", "from", "text"}  → 202 {"id", "status"}; again → the same, 200
    GET  {url}/messages/{reference}  → 200 {"status"}, or 404: never seen

Many calls at once over a few kept-alive connections, without a thread and without a database connection.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import Any, Self, TypeVar
from uuid import UUID

import aiohttp

from portal.notifications.gateways.protocol import Outcome, Outgoing, Result

logger = logging.getLogger(__name__)

TIMEOUT = 10.0
"""Seconds given to one call.  The lease of a slice is far longer, so that no call outlives it."""
GIVE_UP_AFTER = 50
"""That many failures in a row: the operator is down, the rest of the slice waits instead of queueing at its door."""
UNKNOWN_NUMBER = frozenset({"invalid-number", "unassigned-number", "number-refused"})
STATUSES = {
    "accepted": Result.ACCEPTED,
    "sent": Result.ACCEPTED,
    "delivered": Result.DELIVERED,
    "temporary-failure": Result.TEMPORARY,
    "permanent-failure": Result.PERMANENT,
}

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class HttpSmsGateway:
    def __init__(self, url: str, *, token: str, sender: str, concurrency: int, timeout: float = TIMEOUT) -> None:
        self.url, self.sender, self.concurrency, self.timeout = url.rstrip("/"), sender, concurrency, timeout
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._failures = 0

    def __enter__(self) -> Self:
        """The loop turns in a thread of its own, whoever calls: a worker, a command, or code that already has a loop."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sms-operator", daemon=True)
        self._thread.start()
        self._session = self._run(self._open())
        return self

    def __exit__(self, *error: object) -> None:
        self._run(self._session.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self.concurrency, keepalive_timeout=30),
            timeout=aiohttp.ClientTimeout(total=self.timeout),
            headers=self._headers,
        )

    def deliver(self, slice_: Sequence[Outgoing], *, seconds: float) -> dict[UUID, Outcome]:
        self._failures = 0
        done = self._run(self._each(slice_, self._send, seconds))
        return {message.reference: outcome for message, outcome in done}

    def look_up(self, references: Sequence[UUID], *, seconds: float) -> dict[UUID, Outcome | None]:
        self._failures = 0
        done = self._run(self._each(references, self._ask, seconds))
        return {
            reference: outcome
            for reference, outcome in done
            if outcome is None or outcome.result is not Result.UNCERTAIN
        }

    async def _each(
        self, items: Iterable[Item], call: Callable[[Item], Awaitable[Answer]], seconds: float
    ) -> list[tuple[Item, Answer]]:
        """``call`` every item, ``concurrency`` at a time; start none after ``seconds``, nor when the operator is down."""
        loop = asyncio.get_running_loop()
        last_start = loop.time() + seconds - self.timeout
        queue = iter(items)
        done: list[tuple[Item, Answer]] = []

        async def line() -> None:
            for item in queue:
                answer = await call(item)
                done.append((item, answer))
                if loop.time() > last_start or self._failures >= GIVE_UP_AFTER:
                    return

        await asyncio.gather(*(line() for _ in range(self.concurrency)))
        return done

    async def _send(self, message: Outgoing) -> Outcome:
        body = {
            "reference": str(message.reference),
            "to": message.address,
            "from": self.sender,
            "text": message.text,
        }
        try:
            async with self._session.post(f"{self.url}/messages", data=json.dumps(body)) as response:
                outcome = _outcome(response.status, await response.read())
        except aiohttp.ClientConnectorError:
            outcome = Outcome(Result.TEMPORARY, "no-connection")  # nothing left this machine
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            outcome = Outcome(Result.UNCERTAIN, type(error).__name__)
        self._failures = self._failures + 1 if outcome.result in (Result.TEMPORARY, Result.UNCERTAIN) else 0
        return outcome

    async def _ask(self, reference: UUID) -> Outcome | None:
        try:
            async with self._session.get(f"{self.url}/messages/{reference}") as response:
                if response.status == 404:
                    return None
                return _outcome(response.status, await response.read())
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            self._failures += 1
            return Outcome(Result.UNCERTAIN, type(error).__name__)


def _outcome(status: int, body: bytes) -> Outcome:
    """The operator's answer in our words.  Whatever may hide an accepted message is UNCERTAIN, never a plain failure."""
    try:
        answer = json.loads(body)
        word = str(answer.get("status") or answer.get("code") or "")[:60]
    except (ValueError, AttributeError):
        word = ""
    if 200 <= status < 300:
        return Outcome(STATUSES.get(word, Result.UNCERTAIN), word or "answer-not-understood")
    code = word or str(status)
    if status in (401, 403):
        logger.error("the SMS operator refuses our token: messages wait")
        return Outcome(Result.TEMPORARY, code)
    if status in (429, 503):
        return Outcome(Result.TEMPORARY, code)
    if 400 <= status < 500:
        return Outcome(Result.PERMANENT if word in UNKNOWN_NUMBER else Result.TECHNICAL, code)
    return Outcome(Result.UNCERTAIN, code)
