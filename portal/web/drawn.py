"""Parts of a page that look the same for many people: drawn once a process, and once a language."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 1024


def drawn_once(draw: Callable[..., SafeString]) -> Callable[..., SafeString]:
    """``draw`` must depend on its arguments and the language alone: never on a request, a person, a token or the time.

    While developing (``DEBUG``) nothing is kept, so that a changed template shows.
    """

    @lru_cache(maxsize=MOST_KEPT, typed=True)  # what is safe and what must be escaped are equal texts
    def kept(_language: str | None, *given: Hashable) -> SafeString:
        return draw(*given)

    @wraps(draw)
    def drawn(*given: Hashable) -> SafeString:
        return draw(*given) if settings.DEBUG else kept(get_language(), *given)

    return drawn
