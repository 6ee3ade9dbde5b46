"""``./start``: database, demonstration town, web server, worker and clock, in one terminal."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from portal import local
from portal.local import locks
from portal.local.processes import Processes
from portal.local.progress import say
from portal.queue import QUEUES


class Command(BaseCommand):
    help = "Start everything: servers, migrations, demonstration town, web, worker and beat.  Ctrl-C stops it all."
    requires_system_checks = ()  # the web server makes them once, not everyone in turn
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 opens it to the network")
        parser.add_argument("--fresh", action="store_true", help="forget everything and begin anew")

    def handle(self, *, host: str, port: int, fresh: bool, **options: Any) -> None:
        state = local.state_dir(settings.CLUSTER)
        state.mkdir(parents=True, exist_ok=True)
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104  compared, not bound
        with _alone(state, fresh) as alone:
            alone.truncate(0)
            alone.write(address)
            alone.flush()
            if fresh:
                _forget()
            _refuse_a_taken_port(host, port)
            try:
                _prepare(state, address)
            except KeyboardInterrupt:
                say("Stopped before it was ready.")
                sys.exit(130)
            connections.close_all()
            _serve(state, host, port, address)


def _alone(state: Path, fresh: bool) -> IO[str]:
    """The lock of the one portal that may run here; or says where the other one answers, and leaves."""
    path = state / "up.lock"
    alone = locks.take_within(path, 0)
    if alone is None:
        running = path.read_text().strip() or "another terminal"
        if fresh:
            raise CommandError(f"Rebond runs already, at {running}: stop it there (Ctrl-C) before beginning anew.")
        say(f"Rebond runs already: {running}")
        sys.exit(0)
    return alone


def _forget() -> None:
    if local.outside():
        raise CommandError("--fresh empties the embedded servers only: empty the database of DATABASE_URL yourself.")
    say("Forgetting everything…")
    connections.close_all()
    try:
        local.erase(settings.CLUSTER)
    except local.NotStarted as refusal:
        raise CommandError(str(refusal)) from None
    local.ensure(settings.CLUSTER)


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise CommandError(
                f"Port {port} of {host} cannot be had ({refusal.strerror}): ./start --port {port + 1}"
            ) from None


def _prepare(state: Path, address: str) -> None:
    """Bring the database up to date, and fill it when it is empty."""
    _look_for_rubbish_seldom()
    half_loaded = state / "demo.loading"
    if half_loaded.exists():
        _begin_again(half_loaded)
    executor = MigrationExecutor(connection)
    todo = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if todo:
        _compile_ahead(state)
        say(f"Preparing the database ({len(todo)} migrations)…")
        call_command("migrate", interactive=False, verbosity=0)
    if settings.DEMO and "load_demo" in get_commands() and not get_user_model().objects.exists():
        say("Building the demonstration town…")
        half_loaded.touch()
        if not os.environ.get("SITE_URL"):
            settings.SITE_URL = address  # the letters of the town lead to this portal, whatever its port
        call_command("load_demo")
        half_loaded.unlink()


def _compile_ahead(state: Path) -> None:
    """On a first start nothing is compiled yet: have it done for what serves the pages, while the database takes one processor."""
    programs = (
        "import celery.apps.beat, celery.apps.worker, celery.bin.celery, gunicorn.app.wsgiapp, gunicorn.workers.gthread"
    )
    with open(state / "compiling.log", "wb") as log:
        subprocess.Popen(
            [sys.executable, "-c", f"{programs}, portal.wsgi, portal.urls"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _look_for_rubbish_seldom() -> None:
    """Migrations make hundreds of thousands of small objects; looking through them all again and again took a third of the time."""
    gc.freeze()
    gc.set_threshold(50_000)


def _begin_again(half_loaded: Path) -> None:
    if local.outside():
        raise CommandError(
            f"The demonstration town was left half built: empty the database, remove {half_loaded}, and start again."
        )
    say("The demonstration town was left half built.")
    _forget()


def _serve(state: Path, host: str, port: int, address: str) -> None:
    say("Starting the web server, the worker and the clock…")
    processes = Processes(_commands(state, host, port), _environment(host, address))
    greeted = False

    def until_the_first_page() -> float:
        nonlocal greeted
        if not greeted and _answers(f"{address}/healthz"):
            greeted = True
            _greet(address)
        return 0.5 if greeted else 0.1

    failure = None
    try:
        failure = processes.watch(until_the_first_page)
        say(f"{failure}: stopping everything." if failure else "Stopping…")
    finally:
        processes.stop()
    if failure:
        sys.exit(1)
    say("Stopped.  ./start carries on where you left.")


def _commands(state: Path, host: str, port: int) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    heartbeat = "/dev/shm" if os.path.isdir("/dev/shm") else str(state)  # noqa: S108  gunicorn makes its own file there
    celery = [*python, "celery", "-A", "portal", "--quiet"]
    return {
        "the web server": [
            *python, "gunicorn", "portal.wsgi", "--bind", f"{host}:{port}", "--log-level", "warning",
            "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload",
            # Its control socket would be shared by every gunicorn of this user; its heartbeat must not wait for a disk.
            "--no-control-socket", "--worker-tmp-dir", heartbeat,
        ],
        "the worker": [
            *celery, "worker", "--queues", ",".join(QUEUES), "--concurrency", "2", "--loglevel", "warning",
            "--without-gossip", "--without-mingle",
        ],
        "the clock": [*celery, "beat", "--schedule", str(state / "beat"), "--pidfile=", "--loglevel", "warning"],
    }  # fmt: skip


def _environment(host: str, address: str) -> dict[str, str]:
    allowed = "*" if host == "0.0.0.0" else f"{host},localhost,127.0.0.1,[::1]"  # noqa: S104  compared, not bound
    # Celery's advice against root is for real installations: this one runs as whoever typed ./start.
    quiet = "ignore:You're running the worker with superuser privileges"
    return {"SITE_URL": address, "ALLOWED_HOSTS": allowed, "PYTHONWARNINGS": quiet} | os.environ


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310  our own address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _greet(address: str) -> None:
    say(f"Rebond answers at {address}   (Ctrl-C stops it)")
    if settings.DEMO and "demo_accounts" in get_commands():
        call_command("demo_accounts")
        connections.close_all()
