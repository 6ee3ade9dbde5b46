"""Where a cluster lives, and whose files they are."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pwd
from pathlib import Path
from urllib.parse import quote

from portal.local.clusters import CLUSTERS, DATABASE

BASE = Path(__file__).resolve().parent.parent.parent
APP = "rebond"

# A unix socket's path holds 107 bytes (103 on macOS); PostgreSQL adds ".lock" to one of its files.
_LONGEST_SOCKET = 100


class Unusable(RuntimeError):
    """The place cannot hold a cluster; the sentence says why and what to do."""


def reachable(path: Path) -> bool:
    """Can a user without privileges walk down to ``path``?"""
    return all(place.stat().st_mode & 0o001 for place in [path, *path.parents] if place.is_dir())


def state_dir(name: str = "data") -> Path:
    """The directory of one cluster: ``.state/<name>`` in the project, or under REBOND_STATE.

    Root in a directory that only root may enter (``/root/rebond``) gets a place under /var/lib instead, because
    PostgreSQL refuses to run as root and its user must get there.
    """
    if name not in CLUSTERS:
        raise ValueError(f"no cluster named {name!r}: {', '.join(CLUSTERS)}")
    if os.environ.get("REBOND_STATE"):
        return Path(os.environ["REBOND_STATE"]).resolve() / name
    if os.geteuid() == 0 and not reachable(BASE):
        return Path("/var/lib") / f"{APP}-{_mark(BASE)}" / name
    return BASE / ".state" / name


def socket_dir(name: str = "data") -> Path:
    """A private directory whose path is short enough for a unix socket."""
    state = state_dir(name)
    if len(os.fsencode(state / "sock" / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
        return state / "sock"
    root = os.geteuid() == 0 and os.path.isdir("/run")
    short = "/run" if root else os.environ.get("XDG_RUNTIME_DIR") or "/tmp"  # noqa: S108  claimed with own()
    return Path(short) / f"{APP}-{os.geteuid()}-{_mark(state)}"


def database_url(name: str = "data", dbname: str = DATABASE) -> str:
    return f"postgres://postgres@{quote(str(socket_dir(name)), safe='')}:5432/{dbname}"


def redis_url(name: str = "data", db: int = 0) -> str:
    return f"unix://{socket_dir(name)}/redis.sock?db={db}"


def postgres_user(data: Path) -> pwd.struct_passwd | None:
    """Whom PostgreSQL must run as: None for "as we are"; an existing cluster keeps its owner."""
    if os.geteuid() != 0:
        return None
    if (data / "PG_VERSION").exists():
        return pwd.getpwuid((data / "PG_VERSION").stat().st_uid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Unusable("PostgreSQL does not run as root and there is no user 'nobody': set DATABASE_URL and REDIS_URL")


def own(path: Path, user: pwd.struct_passwd | None) -> None:
    """Make ``path`` a directory that only ``user`` may enter.  Refuses one that another user laid there first."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    allowed = {os.geteuid(), user.pw_uid if user else os.geteuid()}
    if path.is_symlink() or path.lstat().st_uid not in allowed:
        raise Unusable(f"{path} belongs to someone else")
    if user:
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    path.chmod(0o700)


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
