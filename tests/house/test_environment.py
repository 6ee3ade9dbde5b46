"""One list of what a place may change, held against the settings and against the production shape."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from portal.queue import QUEUES

BASE = Path(__file__).resolve().parents[2]
READERS = {"text", "words", "number", "flag"}


def read_by(source: str) -> set[str]:
    """The names of the environment that a settings module reads."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in READERS or called.startswith("os.environ."):
                names.add(node.args[0].value)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(ast.literal_eval(node.slice))
    return names


def settings_names() -> set[str]:
    return set().union(*(read_by(path.read_text()) for path in (BASE / "portal/settings").glob("*.py")))


def example_names() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", (BASE / ".env.example").read_text(), re.MULTILINE))


def compose_text() -> str:
    return (BASE / "docker-compose.yml").read_text()


def interpolated() -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", compose_text()))


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(compose_text())["services"]


def test_every_name_that_the_settings_read_is_in_the_example():
    assert settings_names() - example_names() == set()


def test_every_name_of_the_example_is_read_by_somebody():
    assert example_names() - settings_names() - interpolated() == set()


def test_every_name_that_compose_asks_for_is_in_the_example():
    assert interpolated() - example_names() == set()


def test_compose_sets_no_name_that_nothing_reads(services):
    known = settings_names() | {"QUEUE", "CONCURRENCY", "TZ", "PGOPTIONS", "WEB_CONCURRENCY"}
    for name, service in services.items():
        if service.get("image") == "rebond":
            assert set(service["environment"]) - known == set(), name


def test_the_example_gives_no_secret_away():
    values = dict(re.findall(r"^#?([A-Z][A-Z0-9_]*)=(.*)$", (BASE / ".env.example").read_text(), re.MULTILINE))
    assert {name: value for name, value in values.items() if re.search("SECRET|PASSWORD|TOKEN", name) and value} == {}


@pytest.mark.parametrize(
    "source", ['os.environ["NEW"]', 'os.environ.get("NEW")', 'text("NEW", "")', 'flag("NEW", default=True)']
)
def test_a_new_reading_is_seen(source):
    assert read_by(source) == {"NEW"}


def test_every_queue_has_one_worker_and_every_worker_a_queue(services):
    taken = [service["environment"]["QUEUE"] for name, service in services.items() if name.startswith("worker-")]
    assert sorted(taken) == sorted(QUEUES)
    assert all("--queues $$QUEUE" in services[f"worker-{queue}"]["command"][2] for queue in QUEUES)


def test_every_command_names_a_program_that_is_there(services):
    """A Celery subcommand, a management command or gunicorn: what the image can run."""
    from django.core.management import get_commands

    for name, service in services.items():
        if service.get("image") != "rebond" or "command" not in service:
            continue
        words = " ".join(service["command"]).removeprefix("sh -c exec ").split()
        if words[:2] == ["python", "manage.py"]:
            assert words[2] in get_commands(), name
        else:
            assert words[:3] == ["celery", "-A", "portal"], name
            assert words[3] in {"worker", "beat"}, name


def test_there_is_one_clock_and_it_counts_in_utc(services):
    clocks = [service for service in services.values() if "beat" in service.get("command", [])]
    assert len(clocks) == 1
    assert clocks[0]["environment"]["TZ"] == "UTC"
    assert clocks[0]["deploy"]["replicas"] == 1


def test_a_service_waits_only_for_services_that_exist_and_every_long_one_is_watched(services):
    watched_by_image = {"clamav"}
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert "healthcheck" in service or name in {"migrate", "beat"} | watched_by_image, name


def test_data_lies_where_postgres_18_keeps_it_and_redis_drops_nothing(services):
    assert services["db"]["volumes"] == ["db:/var/lib/postgresql"]
    redis = " ".join(services["redis"]["command"])
    assert "--appendonly yes" in redis
    assert "--maxmemory-policy noeviction" in redis


def test_volumes_networks_and_configs_are_declared(services):
    whole = yaml.safe_load(compose_text())
    for name, service in services.items():
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(whole["volumes"]), name
        assert set(service.get("networks", [])) <= set(whole["networks"]), name
        assert {config["source"] for config in service.get("configs", [])} <= set(whole["configs"]), name


def test_the_image_installs_the_lock_and_a_python_that_it_fits():
    dockerfile = (BASE / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.txt" in dockerfile
    (version,) = set(re.findall(r"FROM python:(\d+\.\d+)-slim", dockerfile))
    wanted = tomllib.loads((BASE / "pyproject.toml").read_text())["project"]["requires-python"]
    low, high = re.findall(r"3\.(\d+)", wanted)
    assert int(low) <= int(version.split(".")[1]) < int(high)
