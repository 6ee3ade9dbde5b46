"""ClamAV over a socket: the INSTREAM command, a length and its bytes until a length of nothing."""

from __future__ import annotations

import logging
import socket
from collections.abc import Sequence
from pathlib import Path

from portal.documents.gateways.protocol import Verdict

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
SECONDS = 30.0
ANSWER_MOST = 4096


class ClamAv:
    """``address`` is ``host:port``, or the path of a unix socket."""

    def __init__(self, address: str) -> None:
        self.address = address

    def look(self, paths: Sequence[Path]) -> Verdict:
        """One connection a file.  No file is no proof: an empty list is AWAY, as is any answer but a plain one."""
        verdicts = []
        for path in paths:
            try:
                verdicts.append(_verdict(self._answer(path)))
            except OSError as away:
                logger.warning("clamav: %s", type(away).__name__)
                verdicts.append(Verdict.AWAY)
            if verdicts[-1] is Verdict.INFECTED:
                return Verdict.INFECTED
        return Verdict.CLEAN if verdicts and set(verdicts) == {Verdict.CLEAN} else Verdict.AWAY

    def _answer(self, path: Path) -> bytes:
        with path.open("rb") as file, self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
            said = b""
            while not said.endswith(b"\0") and len(said) < ANSWER_MOST and (more := line.recv(ANSWER_MOST)):
                said += more
        return said.rstrip(b"\0\n")

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(SECONDS)
            line.connect(self.address)
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)


def _verdict(said: bytes) -> Verdict:
    if said == b"stream: OK":
        return Verdict.CLEAN
    if said.startswith(b"stream: ") and said.endswith(b" FOUND"):
        return Verdict.INFECTED
    logger.error("clamav answered neither clean nor infected: %s", said[:80])
    return Verdict.AWAY
