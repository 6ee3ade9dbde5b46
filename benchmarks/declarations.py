"""``python -m benchmarks declarations``: people declaring their month, over real HTTP, with cookies and CSRF.

Real server processes on the durable cluster; K people at once each do the whole journey: open the month, answer, read the review
with its estimate, send, read the receipt.  Every fourth person has worked and fills in an employer.  The ratio is of requests a
second to those of a bare Django view (one row inserted, one page rendered) on the same server, right after.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

import aiohttp

from benchmarks import place

MONTH = "2026-11"
QUESTIONS = (
    "worked", "training", "internship", "sick_leave", "maternity", "paternity", "pension", "disability_pension",
)  # fmt: skip
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?')
PROOF = re.compile(r">([A-Z0-9]{5}-[A-Z0-9]{5})<")
BARE_SECONDS = 8


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks declarations", description=__doc__)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--at-once", type=int, default=24, help="people declaring at the same time")
    parser.add_argument("--workers", type=int, default=max(place.cores(), 1), help="processes of the web server")
    options = parser.parse_args(argv)
    with place.fresh("declarations"):
        people = invite(options.people)
        with server("portal.wsgi", options.workers, "/healthz") as address:
            warm = people[: options.at_once * 2]
            asyncio.run(all_declare(address, warm, options.at_once))
            journey = asyncio.run(all_declare(address, people[len(warm) :], options.at_once))
        check_rows(options.people)
        with server("benchmarks.bare", options.workers, "/") as address:
            bare = asyncio.run(open_bare_page(address, options.at_once))
    print(f"{journey.declarations} declarations, {journey.requests} requests in {journey.seconds:.1f} s")
    print(f"bare view: {bare:.0f} requests/s")
    place.report(
        "declarations",
        declarations_per_s=round(journey.declarations / journey.seconds, 1),
        requests_per_s=round(journey.requests / journey.seconds),
        bare_requests_per_s=round(bare),
        ratio=round(journey.requests / journey.seconds / bare, 2),
        p95_ms=round(1000 * journey.percentile(95)),
        at_once=options.at_once,
        workers=options.workers,
    )
    return 0


def invite(count: int) -> list[str]:
    """``count`` people with a registration, a right and a session each; their session keys.  The window of the month is open."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command
    from django.db import connection

    from portal import clock
    from portal.accounts.middleware import SEEN, STARTED
    from portal.accounts.models import User
    from portal.accounts.present import present
    from portal.demo.services import set_clock

    call_command("load_town", people=count)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_bare (id bigserial PRIMARY KEY, at timestamptz NOT NULL, words text NOT NULL)"
        )
    set_clock(to=clock.at(date(2026, 11, 29), 10))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = []
    for user in User.objects.filter(seeker__isnull=False).order_by("pk")[:count]:
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[STARTED] = session[SEEN] = present().isoformat()  # as after the home page that a sign-in leads to
        session.create()
        keys.append(session.session_key)
    return keys


@contextmanager
def server(application: str, workers: int, ready: str) -> Iterator[str]:
    """gunicorn as ``./start`` runs it, on a free port below the ephemeral ones; the address, once it answers."""
    port = next(port for port in range(18_100, 18_200) if _free(port))
    command = [
        sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", "-k", "gthread", "-w", str(workers),
        "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            if process.poll() is not None:
                raise SystemExit("the web server died")
            try:
                urllib.request.urlopen(address + ready, timeout=2).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _free(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) != 0


@dataclass
class Tally:
    """What came of the journeys: seconds of each request, and of all."""

    declarations: int = 0
    seconds: float = 0.0
    durations: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.durations)

    def percentile(self, share: int) -> float:
        ordered = sorted(self.durations)
        return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


class Person:
    """One browser: its cookies, its pages."""

    def __init__(self, web: aiohttp.ClientSession, address: str, session_key: str, number: int, tally: Tally) -> None:
        self.web, self.address, self.number, self.tally = web, address, number, tally
        self.cookies = {"session": session_key}

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """One request: status, text, and where it sends next."""
        header = {
            "Accept-Encoding": "identity",  # compressing is the proxy's work
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": self.address + path,
        }
        began = time.perf_counter()
        async with self.web.request(
            method, self.address + path, data=form, headers=header, allow_redirects=False
        ) as answer:
            text = await answer.text()
        self.tally.durations.append(time.perf_counter() - began)
        for name, morsel in SimpleCookie(" ".join(answer.headers.getall("Set-Cookie", []))).items():
            self.cookies[name] = morsel.value
        return answer.status, text, answer.headers.get("Location", "")

    async def declare(self) -> None:
        """The whole journey.  Anything unexpected stops the benchmark: a fast error is no declaration."""
        worked = self.number % 4 == 0
        page = await self.open(f"/declarations/{MONTH}/")
        answers = dict.fromkeys(QUESTIONS, "no") | {"worked": "yes" if worked else "no", "still_looking": "yes"}
        page = await self.send(f"/declarations/{MONTH}/", page, answers)
        if worked:
            employer = {"name": "Boulangerie", "time_hours": "40", "time_minutes": "30", "pay": "640,50", "ended": "no"}
            rows = {f"employers-0-{name}": value for name, value in employer.items()}
            rows |= {"employers-TOTAL_FORMS": "1", "employers-INITIAL_FORMS": "0"}
            page = await self.send(f"/declarations/{MONTH}/details/", page, rows)
        page = await self.send(f"/declarations/{MONTH}/verifier/", page, {})
        if not PROOF.search(page):
            raise SystemExit(f"no proof on the last page: {in_words(page)}")
        self.tally.declarations += 1

    async def open(self, path: str) -> str:
        status, text, _next = await self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return text

    async def send(self, path: str, page: str, form: dict[str, str]) -> str:
        """Post the page's own hidden fields with ``form``, and follow to the next page."""
        hidden = {name: value or "" for name, value in HIDDEN.findall(page)}
        status, text, where = await self.ask("POST", path, {**hidden, "action": "next", **form})
        if status != 302:
            raise SystemExit(f"POST {path} answered {status}: {in_words(text)}")
        return await self.open(where)


def in_words(page: str) -> str:
    """What a page says, for the message of a failure."""
    return re.sub(r"(<[^>]+>|\s)+", " ", page[page.find("<main") :])[:1500]


async def all_declare(address: str, session_keys: list[str], at_once: int) -> Tally:
    """Each person declares once, ``at_once`` of them at the same time."""
    tally = Tally()
    waiting = list(enumerate(session_keys))
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=at_once), cookie_jar=aiohttp.DummyCookieJar()
    ) as web:

        async def one_after_another() -> None:
            while waiting:
                number, key = waiting.pop()
                await Person(web, address, key, number, tally).declare()

        tally.seconds = await _timed(at_once, one_after_another)
    return tally


async def open_bare_page(address: str, at_once: int) -> float:
    """Requests a second of the bare view."""
    done = 0
    end = time.perf_counter() + BARE_SECONDS
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as web:

        async def again_and_again() -> None:
            nonlocal done
            while time.perf_counter() < end:
                async with web.get(address + "/") as answer:
                    await answer.text()
                    assert answer.status == 200, answer.status
                done += 1

        seconds = await _timed(at_once, again_and_again)
    return done / seconds


async def _timed(at_once: int, work: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return time.perf_counter() - began


def check_rows(people: int) -> None:
    """Every person declared once, and every declaration is priced where there is a right."""
    from benefits.payments.models import Payment
    from seekers.declarations.models import Declaration

    filed, priced = Declaration.objects.filed().count(), Payment.objects.live().count()
    assert filed == people, f"{filed} declarations of {people} people"
    assert priced == people, f"{priced} payments of {people} people"
