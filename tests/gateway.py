"""A fake SMS operator in a process of its own, speaking the contract of ``portal.notifications.gateways.sms_http``.

    python -m tests.gateway --port 0 --delay 50 [--deaf]      prints ``ready PORT``

Its log is the truth of what telephones received: ``GET /log`` → [[reference, number], …], one entry each time a telephone rang.
``POST /mode {"fail": {"status": 503, "times": 20}}`` makes the next calls fail; ``"lose": N`` rings the telephone and never
answers; ``--deaf`` forgets references: it rings again for one it has seen, as operators without idempotence do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any


class Operator:
    """What the operator knows, shared by its connections."""

    def __init__(self, delay: float, deaf: bool) -> None:
        self.delay, self.deaf = delay, deaf
        self.rang: list[tuple[str, str]] = []
        self.seen: dict[str, str] = {}
        self.fail: dict[str, Any] = {"status": 503, "times": 0}
        self.lose = 0
        self.asked = 0

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any] | None:
        """(status, content), or None: the answer is lost."""
        if method == "POST" and path == "/messages":
            return self._take(json.loads(body))
        if method == "GET" and path.startswith("/messages/"):
            self.asked += 1
            known = path.rsplit("/", 1)[1] in self.seen
            return (200, {"status": "accepted"}) if known else (404, {"code": "unknown-reference"})
        if path == "/log":
            return 200, {"rang": self.rang, "asked": self.asked}
        if path == "/mode":
            for name, value in json.loads(body).items():
                setattr(self, name, value)
            return 200, {}
        return 404, {}

    def _take(self, message: dict[str, str]) -> tuple[int, Any] | None:
        if self.fail["times"] > 0:
            self.fail["times"] -= 1
            return self.fail["status"], {"code": "told-to-fail"}
        reference = message["reference"]
        again = reference in self.seen and not self.deaf
        self.seen[reference] = "accepted"
        if not again:
            self.rang.append((reference, message["to"]))
        if self.lose > 0:
            self.lose -= 1
            return None
        return (200 if again else 202), {"id": reference, "status": "accepted"}


class Line(asyncio.Protocol):
    """One kept-alive connection, read by hand: the double must cost less than what it measures."""

    def __init__(self, operator: Operator) -> None:
        self.operator, self.received = operator, b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, rest = self.received.split(b"\r\n\r\n", 1)
            first, *headers = head.decode().split("\r\n")
            lengths = [int(h.split(":")[1]) for h in headers if h.lower().startswith("content-length")]
            length = lengths[0] if lengths else 0
            if len(rest) < length:
                return
            body, self.received = rest[:length], rest[length:]
            method, path, _version = first.split(" ")
            pause = self.operator.delay if path.startswith("/messages") else 0
            answer = self.operator.answer(method, path, body)
            asyncio.get_running_loop().call_later(pause, self.reply, answer)

    def reply(self, answer: tuple[int, Any] | None) -> None:
        if answer is None or self.transport.is_closing():
            self.transport.close()
            return
        status, content = answer
        body = json.dumps(content).encode()
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)


async def serve(port: int, delay: float, deaf: bool) -> None:
    operator = Operator(delay, deaf)
    server = await asyncio.get_running_loop().create_server(lambda: Line(operator), "127.0.0.1", port, backlog=1024)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--delay", type=int, default=0, help="milliseconds a call")
    options.add_argument("--deaf", action="store_true")
    chosen = options.parse_args()
    asyncio.run(serve(chosen.port, chosen.delay / 1000, chosen.deaf))
