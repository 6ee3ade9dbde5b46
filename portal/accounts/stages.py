"""The second step of signing in, left out for who took it at ProConnect a moment ago."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """In place of allauth's own (``adapters.AccountAdapter``)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        given = any(record.get("method") == "mfa" for record in records)
        return not given and super()._should_handle(request)
