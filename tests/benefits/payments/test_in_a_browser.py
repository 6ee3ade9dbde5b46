"""The pages of payments in a real browser: nothing that axe finds wrong, nothing wider than a small telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from benefits.payments import services
from portal.accounts.roles import Role
from tests.benefits.payments.factories import NOW, OCTOBER, due
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_the_person(visit: Callable[..., None]) -> None:
    payment = due()
    for name, args in (("list", []), ("detail", [OCTOBER])):
        visit(reverse(f"payments:{name}", args=args), payment.seeker.user)


def test_the_pages_of_who_pays(visit: Callable[..., None]) -> None:
    due()
    who = UserFactory(roles=(Role.OPERATOR,), with_second_factor=True)
    run = services.prepare_run(actor=who, now=NOW)
    for name, args in (("runs", []), ("run", [run.pk]), ("tasks", [])):
        visit(reverse(f"payments:{name}", args=args), who)
