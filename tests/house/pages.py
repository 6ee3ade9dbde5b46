"""Every address of the house that takes no argument, and one of each kind that does not end well."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """The path of every page that can be opened without knowing anything."""
    for each in (resolver or get_resolver()).url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, path)
        elif isinstance(each, URLPattern) and "<" not in path and "(" not in path:
            yield path.replace("//", "/")


ENDINGS = {
    "not found": "/nulle-part/",
    "not for you": "/conseil/",
    "static file": "/static/css/tokens.css",
    "static file that is not there": "/static/css/nothing.css",
    "a drawing": "/static/favicon.svg",
}
