"""Sessions in Postgres alone: one ended while Redis was away must not come back with it, and Redis holds no personal data."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as PostgresSessions
from django.contrib.sessions.models import Session

from portal.accounts.present import present
from portal.prepared import Prepared

_ALIVE = Prepared(lambda given: Session.objects.filter(session_key=given("key"), expire_date__gt=given("now")))


class SessionStore(PostgresSessions):
    """Django's own, whose one question of every request is written once a process.  It ends by the real clock."""

    def _get_session_from_db(self) -> Session | None:
        session = _ALIVE.first(key=self.session_key, now=present())
        if session is None:
            self._session_key = None
        return session
