"""Pressed many times at the same instant: one agreement, one act, one objection; the rows' locks decide."""

from __future__ import annotations

from uuid import uuid4

import pytest

from advisors.portfolios import services
from advisors.portfolios.act import Subject
from advisors.portfolios.acts import ACTS
from advisors.portfolios.models import Agreement, AssistedAct, CallTask
from portal import clock
from portal.accounts.models import User
from portal.notifications.models import Message
from seekers.help.forms import WriteForm
from seekers.help.models import HelpRequest
from seekers.profiles.models import Seeker
from tests.threads import at_once, behind

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 8


def agree(claire: User, awa: Seeker) -> Agreement:
    return services.agree(person=awa.user, via="phone", words="oui", actor=claire, now=clock.now())


def ask(agreement: Agreement, claire: User, awa: Seeker, once: object) -> AssistedAct:
    form = WriteForm({"words": "ma retraite"})
    assert form.is_valid()
    done = services.act_for(
        agreement=agreement, act=ACTS["question"], subject=Subject(awa.user), form=form, once=once, actor=claire,
        now=clock.now(),
    )  # fmt: skip
    return done[0]


def test_an_agreement_noted_twice_at_once_is_one(claire: User, awa: Seeker) -> None:
    noted = behind(lambda: agree(claire, awa).pk, lambda: agree(claire, awa).pk)
    assert set(noted) == {Agreement.objects.get().pk}


def test_a_page_posted_many_times_is_one_act_told_once(claire: User, awa: Seeker) -> None:
    agreement, once = agree(claire, awa), uuid4()
    done = at_once(*[lambda: ask(agreement, claire, awa, once).pk] * PRESSES)
    assert set(done) == {AssistedAct.objects.get().pk}
    assert HelpRequest.objects.count() == 1
    assert Message.objects.filter(kind="portfolios.done_for_you", channel="inbox").count() == 1


def test_an_objection_pressed_many_times_is_one_and_one_call(claire: User, awa: Seeker) -> None:
    act = ask(agree(claire, awa), claire, awa, uuid4())

    def object_to() -> str:
        return services.object_to_act(act=act, words="jamais dit", actor=awa.user, now=clock.now()).state

    said = at_once(*[object_to] * PRESSES)
    refused = [each for each in said if isinstance(each, services.CannotObject)]
    assert (said.count("objected"), len(refused)) == (1, PRESSES - 1)
    assert CallTask.objects.filter(reasons=["objected_act"]).count() == 1
