"""No key in the tree, no default key in a real installation, only locked packages (T28)."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.house.reading import BASE

KEYS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|"
    r"\bxox[bap]-[0-9A-Za-z-]{20,}|\bsk_live_[0-9A-Za-z]{16,}|\beyJhbGciOi[\w-]{20,}\.[\w-]+\.[\w-]+"
)
PLACES = re.compile(r"(?<![\w.])/(?:work|tmp/brief|root/\.|home/\w+)/")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=BASE, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone: nothing is tracked")
    return [name for name in listed.stdout.split("\0") if name and (BASE / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for name in tracked():
        try:
            found.append((name, (BASE / name).read_text()))
        except UnicodeDecodeError:
            continue
    return found


def settings_said(**environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings as s; print(s.SECRET_KEY)"],
        cwd=BASE, env=clean | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.asvs("13.3.1")
def test_no_key_is_in_the_tree():
    assert [name for name, text in texts() if name != "tests/house/test_secrets.py" and KEYS.search(text)] == []


@pytest.mark.parametrize(
    "key", ["-----BEGIN EC PRIVATE KEY-----", "AKIA" + "A" * 16, "ghp_" + "a" * 36, "xoxb-" + "1" * 24]
)
def test_a_key_would_be_seen(key):
    assert KEYS.search(f"value = '{key}'")


def test_no_file_of_secrets_is_tracked():
    assert [name for name in tracked() if re.search(r"(^|/)\.env$|\.pem$|\.p12$|\.key$|\.sqlite3$|\.dump$", name)] == []


def test_no_file_names_a_folder_of_one_machine():
    allowed = {"tests/house/test_secrets.py"}
    assert [name for name, text in texts() if name not in allowed and PLACES.search(text)] == []


@pytest.mark.asvs("13.3.1")
def test_a_real_installation_refuses_to_start_without_its_own_key():
    refused = settings_said(SITE_URL="https://rebond.example", DATABASE_URL="postgres://x/y", REDIS_URL="redis://x")
    assert refused.returncode != 0
    assert "SECRET_KEY is not set" in refused.stderr


def test_a_demonstration_needs_none():
    assert settings_said(REBOND_DEMO="1").returncode == 0


@pytest.mark.asvs("15.2.4")
@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "requirements-lint.txt"])
def test_every_package_is_pinned_with_its_digests(name):
    text = (BASE / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "-"))]
    assert lines
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.asvs("13.4.2")
def test_debug_is_off_unless_asked():
    said = subprocess.run(
        [sys.executable, "-c", "import portal.settings as s; print(s.DEBUG)"],
        cwd=BASE, env=os.environ | {"REBOND_DEMO": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.stdout.strip() == "False"
