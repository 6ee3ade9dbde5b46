"""Make .venv hold what a task needs: ``python -m tools.bootstrap start|check|lint``.

Only the standard library, on any Python 3.11 to 3.13 with pip.  uv does the work in a fraction of the time, so it is
fetched first; where it cannot be had, pip does it.  Two at once are safe, and what a kill left half done is not
believed: the next run begins it again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.local.progress import say

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / ".holds"
TOOLS = HERE / ".venv-tools"

# Each set holds the one before it.
SETS = {"start": "requirements.txt", "check": "requirements-test.txt", "lint": "requirements-lint.txt"}


def main(task: str) -> None:
    """Install the set of ``task``, unless the environment holds it or a larger one, made from the same files."""
    if _holds(task):
        return
    with open(HERE / ".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _holds(task):  # another one installed it while we waited
            return
        wanted = max(task, _last_set(), key=list(SETS).index)
        say("Installing the packages (once)…")
        if not _same_python():
            shutil.rmtree(VENV, ignore_errors=True)
        STAMP.unlink(missing_ok=True)
        uv = shutil.which("uv") or _own_uv()
        if not (uv and _install_with_uv(uv, SETS[wanted])):
            _install_with_pip(SETS[wanted])
        STAMP.write_text(json.dumps({"set": wanted, "made_from": _made_from(wanted), "python": _identity()}))


def _holds(task: str) -> bool:
    last = _last_set()
    order = list(SETS)
    return (
        _same_python()
        and order.index(last) >= order.index(task)
        and _stamp().get("made_from") == _made_from(last)
        and PYTHON.exists()
    )


def _stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def _last_set() -> str:
    last = _stamp().get("set", "")
    return last if last in SETS else "start"


def _made_from(task: str) -> str:
    return hashlib.sha256((HERE / SETS[task]).read_bytes()).hexdigest()


def _identity() -> str:
    """A virtualenv belongs to one interpreter and to one place."""
    return f"{sys.version} {HERE}"


def _same_python() -> bool:
    return _stamp().get("python") == _identity()


def _own_uv() -> str | None:
    """uv from the package index, beside the virtualenv.  --target is allowed where Debian forbids pip to install."""
    program = TOOLS / "bin/uv"
    if not program.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "--only-binary=:all:", "--target", str(TOOLS), "uv"], quiet=True)
    return str(program) if program.exists() else None


def _install_with_uv(uv: str, requirements: str) -> bool:
    # uv carries its own certificates; behind a company's proxy it needs the machine's.
    settings = os.environ | {"UV_LINK_MODE": "copy", "UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"}
    make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
    if not (PYTHON.exists() or _run(make, settings)):
        return False
    sync = [uv, "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes", requirements]
    return _run(sync, settings)


def _install_with_pip(requirements: str) -> None:
    say("uv is not to be had: pip does the work, in about half a minute…")
    made = (PYTHON.exists() and _run([str(PYTHON), "-m", "pip", "--version"], quiet=True)) or _run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)]
    )
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if not (made and _run([*pip, "-r", requirements])):
        sys.exit("The packages could not be installed; the lines above say why.  Running it again carries on.")


def _run(command: list[str], settings: dict[str, str] | None = None, *, quiet: bool = False) -> bool:
    errors = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=settings, cwd=HERE, stdout=errors, stderr=errors, check=False).returncode == 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        sys.exit("usage: python -m tools.bootstrap " + "|".join(SETS))
    main(sys.argv[1])
