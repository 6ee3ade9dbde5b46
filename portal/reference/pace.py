"""How often one person may search: as fast as fingers type, not as fast as a machine copies."""

from __future__ import annotations

from django.core.cache import cache

from portal import clock

PER_MINUTE = 90


def too_fast(user_id: int) -> bool:
    """Counts this search.  Without the cache nobody is slowed down: what is read here is public."""
    key = f"reference:{user_id}:{int(clock.now().timestamp()) // 60}"
    cache.add(key, 0, 120)
    return cache.incr(key) > PER_MINUTE
