"""The three clusters, and how carefully each one treats what it is given."""

from __future__ import annotations

from dataclasses import dataclass

DATABASE = "rebond"

_KEEP = ("--appendonly", "yes", "--appendfsync", "everysec", "--save", "")
_FORGET = ("--appendonly", "no", "--save", "")


_COMMON = {
    "listen_addresses": "",  # no TCP port at all: the socket's directory, 0700, is the lock on the door
    "unix_socket_permissions": "0700",
    "port": "5432",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "dynamic_shared_memory_type": "mmap",  # a container's /dev/shm holds 64 MB, and PostgreSQL must not fill it
    "jit": "off",  # compiling costs more than these short queries take
}


@dataclass(frozen=True)
class Cluster:
    """PostgreSQL settings and Redis arguments of one cluster."""

    postgres: dict[str, str]
    redis: tuple[str, ...]
    sync: bool = True
    """Whether a new cluster is flushed to the disk before it is called born."""

    def options(self) -> dict[str, str]:
        return _COMMON | self.postgres


CLUSTERS = {
    "data": Cluster(
        postgres={"fsync": "on", "synchronous_commit": "on", "max_connections": "100", "shared_buffers": "128MB"},
        redis=_KEEP,
    ),
    "test": Cluster(
        # Its rows live for one test: losing them in a crash is fine, waiting for the disk is not.
        postgres={
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_wal_size": "2GB",
            "autovacuum": "off",
            "max_connections": "300",
            "shared_buffers": "128MB",
        },
        redis=(*_FORGET, "--databases", "128"),  # one for each parallel worker
        sync=False,
    ),
    "bench": Cluster(
        postgres={
            "fsync": "on",
            "synchronous_commit": "on",
            "max_connections": "100",
            "shared_buffers": "512MB",
            "max_wal_size": "8GB",
        },
        redis=_KEEP,
    ),
}
