"""Whatever is killed, the data stays, the servers follow their last user, and the next start works."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time

import pytest
import redis

from portal import local

pytestmark = pytest.mark.fault


@pytest.fixture
def table(place):
    """A served place with one committed row."""
    place.user().served()
    place.sql("create table kept (line text)")
    place.sql("insert into kept values ('here')")
    return place


@pytest.fixture
def stranger(table):
    """Another program that was given a dead server's number.  Of PostgreSQL's own user, or it could not be mistaken."""
    process = subprocess.Popen(["sleep", "600"], user=(table.state / "pg").stat().st_uid)
    yield process
    process.kill()
    process.wait()


def rows(place):
    return place.sql("select line from kept")


def test_an_empty_folder_becomes_a_durable_cluster(empty_place):
    empty_place.user().served()
    assert empty_place.sql("select current_setting('fsync'), current_setting('synchronous_commit')") == [("on", "on")]
    assert empty_place.sql("select current_setting('listen_addresses')") == [("",)]
    kept = redis.from_url(local.redis_url("data")).config_get("appendonly", "maxmemory-policy")
    assert kept == {"appendonly": "yes", "maxmemory-policy": "noeviction"}


def test_a_second_user_joins_the_same_servers_at_once(table):
    before = table.processes()
    began = time.monotonic()
    table.user().served()
    assert time.monotonic() - began < 1.5
    assert table.processes() == before


def test_the_servers_leave_with_their_last_user(table):
    table.user().served().leave()
    assert rows(table) == [("here",)]
    table.users[0].leave()
    assert table.empty_within(10)


def test_killing_the_only_user_leaves_nothing(table):
    table.users[0].kill()
    assert table.empty_within(10)


def test_killing_one_of_two_users_leaves_the_other_served(table):
    table.user().served()
    table.users[0].kill()
    time.sleep(0.3)
    assert rows(table) == [("here",)]


def test_killing_the_keeper_takes_the_servers_along_and_loses_nothing(table):
    server = redis.from_url(local.redis_url("data"))
    server.set("bell", "rung")
    time.sleep(1.1)  # appendfsync everysec
    table.kill("keeper")
    table.user().served()
    assert rows(table) == [("here",)]
    assert redis.from_url(local.redis_url("data")).get("bell") == b"rung"


def test_killing_the_keeper_and_its_user_leaves_nothing(table):
    table.kill("keeper")
    table.users[0].kill()
    assert table.empty_within(10)


def test_the_next_start_waits_for_a_server_that_is_slow_to_leave(table, stranger):
    slow = table.one("postgres")
    os.kill(slow, signal.SIGSTOP)
    try:
        table.kill("keeper")
        (table.state / "pids").write_text(f"[{stranger.pid}]")
        late = table.user()
        time.sleep(1.5)
        assert table.processes()["postgres"] == [slow]  # two on the same files would destroy them
    finally:
        os.kill(slow, signal.SIGCONT)
    late.served()
    assert stranger.poll() is None  # nobody's process but ours is ever signalled
    assert rows(table) == [("here",)]


def test_killing_postgres_ends_in_recovery(table):
    table.kill("postgres")
    assert table.empty_within(10)
    table.user().served()
    assert rows(table) == [("here",)]


def test_killing_redis_stops_postgres_properly_and_the_next_user_gets_both(table):
    table.kill("redis")
    assert table.empty_within(10)
    assert "database system is shut down" in (table.state / "keeper.log").read_text()
    table.user().served()
    assert rows(table) == [("here",)]


def test_killing_everything_and_giving_the_stale_pid_to_another_program(table, stranger):
    data, socket = table.state / "pg", local.socket_dir("data")
    for pid in [table.one(what) for what in ("postgres", "redis", "keeper")]:
        with contextlib.suppress(ProcessLookupError):  # one may leave by itself at the death of another
            os.kill(pid, signal.SIGKILL)
    table.users[0].kill()
    assert table.empty_within(10)
    lines = (data / "postmaster.pid").read_text().splitlines()
    (data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    (socket / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n{data}\n1\n5432\n{socket}\n")
    table.user().served()
    assert rows(table) == [("here",)]
    assert stranger.poll() is None


def test_a_cluster_whose_making_was_killed_is_made_again(empty_place):
    place = empty_place
    place.user()
    draft = place.state / "pg.new"
    end = time.monotonic() + 10
    while not (draft / "PG_VERSION").exists():  # initdb writes it first: from here on it looks like a cluster
        assert time.monotonic() < end
        time.sleep(0.001)
    place.kill("keeper")
    place.users[0].kill()
    assert not (place.state / "pg").exists()
    place.user().served()
    assert place.sql("select 1") == [(1,)]


def test_a_keeper_that_is_told_to_stop_stops_its_servers(table):
    os.kill(table.one("keeper"), signal.SIGTERM)
    assert table.empty_within(10)
    assert "told to by SIGTERM" in (table.state / "keeper.log").read_text()
