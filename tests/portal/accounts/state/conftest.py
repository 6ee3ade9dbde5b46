"""A provider that answers what a test wants, honest or not, and the browser of whoever comes through it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from portal.accounts.gateways import openid
from portal.accounts.identity import FRANCECONNECT, PROCONNECT
from tests.portal.accounts.dishonest import Provider, app, running
from tests.portal.accounts.state.visits import PERSON


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with running(Provider()) as provider:
        provider.claims = dict(PERSON)
        openid._addresses.clear()
        apps = [app(provider, FRANCECONNECT), app(provider, PROCONNECT)]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
        yield provider


@pytest.fixture
def browser() -> Client:
    return Client()
