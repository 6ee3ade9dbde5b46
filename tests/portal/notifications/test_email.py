"""Letters through a real SMTP conversation, with a small server of our own."""

from __future__ import annotations

import email
import socketserver
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from email import policy

import pytest

from portal.notifications.gateways import Outgoing, Result
from portal.notifications.gateways.email_smtp import SmtpGateway
from portal.notifications.services.letters import as_html, as_text

REFUSALS = {"gone": "550 no such mailbox", "full": "452 mailbox full", "never": "554 refused"}


class Conversation(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 for one letter after another."""

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 here")
        refused = None
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "RCPT":
                refused = next((words for name, words in REFUSALS.items() if f"<{name}@" in line), None)
                self.say(refused or "250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def server() -> Iterator[socketserver.ThreadingTCPServer]:
    made = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    made.daemon_threads = True
    made.letters, made.connections = [], 0
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


class Row:
    language, subject, body, link = (
        "fr",
        "Déclarez novembre 2026",
        "Bonjour,\n\nil reste <deux> jours.",
        "/declarations/",
    )


def letter_to(name: str) -> Outgoing:
    return Outgoing(uuid.uuid4(), f"{name}@exemple.invalid", as_text(Row), Row.subject, as_html(Row))


def url(server) -> str:
    return f"smtp://127.0.0.1:{server.server_address[1]}"


def test_one_connection_carries_the_slice_and_each_letter_says_the_same_twice(server, settings):
    settings.SITE_URL = "https://rebond.example"
    letters = [letter_to("amina"), letter_to("karim")]
    with SmtpGateway(url(server)) as gateway:
        outcomes = gateway.deliver(letters, seconds=30)
    assert {outcome.result for outcome in outcomes.values()} == {Result.ACCEPTED}
    assert server.connections == 1
    read = email.message_from_bytes(server.letters[0], policy=policy.default)
    assert read["Message-ID"] == f"<{letters[0].reference}@rebond.example>"
    assert read["Subject"] == Row.subject
    text, html = (part.get_content() for part in read.iter_parts())
    assert "https://rebond.example/declarations/" in text
    assert "&lt;deux&gt;" in html
    assert "<deux>" in text


@pytest.mark.parametrize(
    ("name", "result"), [("gone", Result.PERMANENT), ("full", Result.TEMPORARY), ("never", Result.TECHNICAL)]
)
def test_refusals_are_told_apart_and_the_next_letter_leaves_all_the_same(server, name, result):
    refused, next_one = letter_to(name), letter_to("amina")
    with SmtpGateway(url(server)) as gateway:
        outcomes = gateway.deliver([refused, next_one], seconds=30)
    assert outcomes[refused.reference].result is result
    assert outcomes[next_one.reference].result is Result.ACCEPTED


def test_no_server_is_a_temporary_matter_and_the_rest_of_the_slice_was_not_tried():
    letters = [letter_to("amina"), letter_to("karim")]
    with SmtpGateway("smtp://127.0.0.1:9") as gateway:
        outcomes = gateway.deliver(letters, seconds=30)
    assert [outcome.code for outcome in outcomes.values()] == ["no-connection"]


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize(
    "subject", ["Déclarez\nBcc: voleur@exemple.invalid", "Déclarez\r\n\r\n<script>", "Déclarez\u2028x\nX-Y: z"]
)
def test_a_line_break_makes_no_header_and_holds_back_nobody_elses_letter(server, subject):
    poisoned, next_one = letter_to("amina"), letter_to("karim")
    poisoned = replace(poisoned, subject=subject)
    with SmtpGateway(url(server)) as gateway:
        outcomes = gateway.deliver([poisoned, next_one], seconds=30)
    assert outcomes[poisoned.reference].result is Result.TECHNICAL
    assert outcomes[next_one.reference].result is Result.ACCEPTED
    assert len(server.letters) == 1
    assert b"voleur" not in server.letters[0]


def test_an_address_that_cannot_be_written_holds_back_nobody_elses_letter(server):
    nobody, next_one = replace(letter_to("x"), address="pas une adresse\n@x"), letter_to("karim")
    with SmtpGateway(url(server)) as gateway:
        outcomes = gateway.deliver([nobody, next_one], seconds=30)
    assert outcomes[nobody.reference].result is Result.TECHNICAL
    assert outcomes[next_one.reference].result is Result.ACCEPTED
