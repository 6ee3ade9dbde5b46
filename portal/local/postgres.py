"""One PostgreSQL cluster, made once and started by its keeper."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from pwd import struct_passwd
from typing import IO, Any

from portal.local.binaries import postgres_bin, within_reach
from portal.local.children import dies_with_parent
from portal.local.clusters import CLUSTERS, DATABASE
from portal.local.places import Unusable, own, postgres_user, reachable, socket_dir, state_dir


@dataclass(frozen=True)
class Postgres:
    """A cluster's files and programs.

    Whoever makes one holds ``servers_lock``, and every program started here inherits it: so a file that says that a
    server runs is stale, and the next holder knows that the last process of this one is gone.
    """

    name: str
    data: Path
    socket: Path
    binaries: Path
    user: struct_passwd | None
    servers_lock: IO[str]

    @classmethod
    def of(cls, name: str, servers_lock: IO[str]) -> Postgres:
        """The cluster, its directories made private to the user whom PostgreSQL runs as."""
        state = state_dir(name)
        user = postgres_user(state / "pg")
        if user and not reachable(state):
            raise Unusable(f"{user.pw_name}, whom PostgreSQL runs as, cannot enter {state}: set REBOND_STATE elsewhere")
        own(socket_dir(name), user)
        binaries = within_reach(postgres_bin(), state.parent / "binaries") if user else postgres_bin()
        return cls(name, state / "pg", socket_dir(name), binaries, user, servers_lock)

    def make(self) -> None:
        """Create the cluster and its empty database, unless it is there.

        Built aside and renamed: a cluster whose making was interrupted looks whole to PostgreSQL, and is not.
        """
        if self.data.exists():
            self._check_version()
            return
        draft = self.data.with_name("pg.new")
        shutil.rmtree(draft, ignore_errors=True)
        own(draft, self.user)
        options = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-instructions"]
        if not CLUSTERS[self.name].sync:
            options.append("--no-sync")
        self._run("initdb", "-D", draft, *options)
        self._run("postgres", "--single", "-D", draft, "postgres", told=f"create database {DATABASE}\n")
        draft.rename(self.data)

    def start(self) -> subprocess.Popen:
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = CLUSTERS[self.name].options() | {"unix_socket_directories": str(self.socket)}
        arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        return subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, *arguments],
            stdin=subprocess.DEVNULL,
            **self._circumstances(),
        )

    def ready(self) -> bool:
        """Does the server accept connections?  It writes so on the eighth line of its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def _check_version(self) -> None:
        said = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
        program = said.stdout.split()[2].split(".")[0]
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if program != made_by:
            raise Unusable(
                f"{self.data} was made by PostgreSQL {made_by} and the installed one is {program}: "
                f"dump it with the old one and load it into the new one, or begin anew with ./start --fresh"
            )

    def _run(self, program: str, *arguments: str | Path, told: str = "") -> None:
        command = [self.binaries / program, *arguments]
        subprocess.run(command, input=told, text=True, check=True, **self._circumstances())

    def _circumstances(self) -> dict[str, Any]:
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        # PGDATA, PGPORT and the like of the person's own shell must not steer this server.
        own_words = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {
            "cwd": "/",
            "pass_fds": [self.servers_lock.fileno()],
            "env": own_words | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            "preexec_fn": dies_with_parent(signal.SIGINT),  # PostgreSQL's fast shutdown
            **who,
        }
