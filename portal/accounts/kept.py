"""What was being typed when the session ended is kept, for the same person, in the same browser.

A page that is filled for a long time carries a hidden signed mark of its owner.  When it is posted without a session,
what was typed waits in the new, signed-out session; after signing in, the same page shows it again, not yet saved.
Another person who signs in at this computer is shown nothing, and what was kept is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

View = TypeVar("View", bound=Callable)

FIELD = "owner"
KEPT = "kept_typing"
SALT = "portal.accounts.kept"
MOST_BYTES = 64 * 1024


def keeps_typing(view: View) -> View:
    """Above a view whose form holds ``owner_mark``: what is posted to it after the session ended is not lost."""
    view.keeps_typing = True  # type: ignore[attr-defined]
    return view


def owner_mark(request: HttpRequest) -> str:
    """The value of the hidden field ``owner``: it tells nobody who the person is, and nobody can make one."""
    return signing.dumps(request.user.pk, salt=SALT)


def take_back(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page when their session ended; read once.  Other people's is dropped."""
    kept = request.session.get(KEPT)
    if kept is None or (kept["owner"] == request.user.pk and kept["path"] != request.path):
        return None
    del request.session[KEPT]
    return QueryDict(kept["typed"]) if kept["owner"] == request.user.pk else None


class KeepTyping:
    """Stands before ``LoginRequiredMiddleware``, which then sends the person to the sign-in page as usual."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if request.method != "POST" or request.user.is_authenticated or not getattr(view, "keeps_typing", False):
            return
        typed = request.POST.copy()
        typed.pop("csrfmiddlewaretoken", None)
        try:
            owner = signing.loads(typed.get(FIELD, ""), salt=SALT)
        except signing.BadSignature:
            return
        if len(typed.urlencode()) <= MOST_BYTES:
            request.session[KEPT] = {"owner": owner, "path": request.path, "typed": typed.urlencode()}
