"""A cache that may be away: then it remembers nothing, and no page fails."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis errors are misses.  redis-py's own retries are off: with them a page would wait 15 s for a silent Redis."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        params.setdefault("OPTIONS", {})["retry"] = Retry(NoBackoff(), 0)
        super().__init__(server, params)

    def _or(self, fallback: Any, method: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), method)(*args, **kwargs)
        except (RedisError, OSError):
            logger.warning("the cache is away: %s answered %r", method, fallback)
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, "get", key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._or({}, "get_many", keys, version)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(True, "add", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, "set", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return self._or([], "set_many", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(False, "touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(False, "delete", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, "delete_many", *args, **kwargs)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, "has_key", key, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return self._or(delta, "incr", key, delta, version)

    def clear(self) -> None:
        self._or(None, "clear")
