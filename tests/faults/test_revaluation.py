"""kill -9 a real process in the middle of a revaluation: each right is raised once, its person told once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings as site

from benefits.entitlements import services
from benefits.entitlements.models import Entitlement, Revaluation
from portal.notifications.models import Message
from tests.benefits.entitlements.test_revaluing import JULY, NOW, running
from tests.faults.revaluation_worker import A_SLICE, POINTS
from tests.threads import behind

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
RIGHTS = 3 * A_SLICE - 1


@pytest.fixture
def rights() -> list[Entitlement]:
    return [running() for _each in range(RIGHTS)]


def work(env: dict[str, str], *options: str) -> int:
    command = [sys.executable, "-m", "tests.faults.revaluation_worker", JULY.isoformat(), *options]
    return subprocess.run(command, cwd=site.BASE_DIR, env=env, timeout=60, check=False).returncode


def each_right_is_raised_once() -> None:
    assert Revaluation.objects.count() == RIGHTS
    assert set(Entitlement.objects.values_list("sjr_cents", "daily_cents")) == {(6_608, 3_988)}
    assert Message.objects.filter(kind="claims.raised", channel="inbox").count() == RIGHTS


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_window_the_work_goes_on_from_there(
    point: str, rights: list[Entitlement], real_processes: dict[str, str]
) -> None:
    assert work(real_processes, "--die", point) == -9
    done = Revaluation.objects.count()
    assert done == (2 * A_SLICE if point == "after_commit" else A_SLICE)
    assert Message.objects.filter(kind="claims.raised", channel="inbox").count() == done
    assert Entitlement.objects.filter(daily_cents=3_988).count() == done
    assert work(real_processes) == 0
    each_right_is_raised_once()


def test_two_at_once_raise_once_and_neither_fails(rights: list[Entitlement]) -> None:
    one, other = behind(*[lambda: services.revalue(on=JULY, now=NOW)] * 2)
    assert (one.rights, other.rights) == (RIGHTS, 0)
    each_right_is_raised_once()
