"""The installer, run for real on an environment of no packages: with uv, without it, twice at once, after a kill."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
SETS = {"start": "requirements.txt", "check": "requirements-test.txt", "lint": "requirements-lint.txt"}
UV = shutil.which("uv") or shutil.which(BASE / ".venv-tools/bin/uv")
needs_uv = pytest.mark.skipif(not UV, reason="no uv on this machine: pip made the environment")


class Project:
    """A copy of the project's installer, whose three sets hold nothing."""

    def __init__(self, place: Path, uv: bool) -> None:
        self.place = place
        shutil.copytree(BASE / "tools", place / "tools")
        shutil.copytree(BASE / "portal/local", place / "portal/local")
        (place / "portal/__init__.py").touch()
        for name in SETS.values():
            (place / name).write_text(f"# {name}\n")
        programs = place / "programs"
        programs.mkdir()
        if uv:
            (programs / "uv").symlink_to(UV)
        # No index: what is not on this machine cannot be had, uv itself included.
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_", "REBOND_"))}
        self.environment = kept | {"PATH": f"{programs}:/usr/bin:/bin", "PIP_NO_INDEX": "1", "UV_OFFLINE": "1"}

    def run(self, task: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "tools.bootstrap", task],
            cwd=self.place,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def make(self, task: str) -> str:
        """What the installer says; it must succeed and leave a Python that runs."""
        running = self.run(task)
        said = running.communicate()[0]
        assert running.returncode == 0, said
        subprocess.run([self.place / ".venv/bin/python", "-c", ""], check=True)
        return said


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path, uv=True)


@needs_uv
def test_it_installs_once_and_then_is_silent(project):
    assert "Installing the packages" in project.make("start")
    assert project.make("start") == ""


@needs_uv
def test_a_larger_set_serves_the_smaller_task_too(project):
    project.make("check")
    assert project.make("start") == ""
    assert "Installing" in project.make("lint")
    assert project.make("check") == ""


@needs_uv
def test_a_changed_file_is_installed_again_without_shrinking(project):
    project.make("check")
    (project.place / SETS["check"]).write_text("# another lock\n")
    assert "Installing" in project.make("start")
    assert project.make("check") == ""


@needs_uv
def test_what_a_kill_left_half_done_is_not_believed(project):
    project.make("start")
    (project.place / ".venv/.holds").unlink()
    (project.place / ".venv/bin/python").unlink()
    assert "Installing" in project.make("start")


@needs_uv
def test_a_virtualenv_that_came_from_another_place_is_not_believed(project):
    project.make("start")
    stamp = project.place / ".venv/.holds"
    stamp.write_text(stamp.read_text().replace(str(project.place), "/elsewhere"))
    assert "Installing" in project.make("start")


@needs_uv
def test_two_at_once_install_once(project):
    both = [project.run("start"), project.run("start")]
    said = [running.communicate()[0] for running in both]
    assert [running.returncode for running in both] == [0, 0], said
    assert sorted("Installing" in words for words in said) == [False, True]


def test_without_uv_pip_does_it(tmp_path):
    project = Project(tmp_path, uv=False)
    assert "pip does the work" in project.make("start")
    assert project.make("start") == ""


def test_a_package_that_cannot_be_had_ends_with_a_sentence(tmp_path):
    project = Project(tmp_path, uv=False)
    (tmp_path / SETS["start"]).write_text(f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    running = project.run("start")
    assert "could not be installed" in running.communicate()[0]
    assert running.returncode == 1
    assert not (tmp_path / ".venv/.holds").exists()
