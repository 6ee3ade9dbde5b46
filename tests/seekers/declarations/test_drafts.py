"""Nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.audit.models import Entry
from seekers.declarations import services, steps
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration
from tests.factories import advisor
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


def save(person, answers, step=steps.MONTH, **facts):
    known = {"actor": person.user, "now": OPEN, "month": NOVEMBER}
    return services.save_draft(seeker=person, answers=answers, step=step, **(known | facts))


def test_a_half_answered_page_is_kept_with_its_time_and_place():
    person = registered()
    declaration, newer = save(person, Answers(worked=True), steps.DETAILS)
    declaration.refresh_from_db()
    assert services.draft_of(declaration) == Answers(worked=True)
    assert (declaration.draft_step, declaration.draft_saved_at, newer) == (steps.DETAILS, OPEN, False)


def test_going_on_from_the_page_shown_replaces_the_draft():
    person = registered()
    save(person, worked(bakery()))
    declaration, newer = save(person, said(), now=OPEN + timedelta(minutes=5), seen_at=OPEN)
    assert services.draft_of(declaration) == said()
    assert not newer


def test_an_old_page_of_another_device_writes_its_own_step_only_and_is_told():
    person = registered()
    save(person, worked(bakery()), steps.DETAILS, now=OPEN + timedelta(minutes=5))
    declaration, newer = save(
        person, Answers(worked=True, training=True), steps.MONTH, now=OPEN + timedelta(minutes=6), seen_at=OPEN
    )
    kept = services.draft_of(declaration)
    assert newer
    assert kept.training is True
    assert kept.employers == (bakery(),)


@pytest.mark.parametrize("name", ["a\x00b", "a\udc80b"])
def test_a_strange_paste_never_costs_a_draft(name):
    person = registered()
    declaration, _newer = save(person, worked(bakery(name=name)), typed={"name\x00": [name]})
    declaration.refresh_from_db()
    assert services.draft_of(declaration).employers[0].name == "ab"
    assert declaration.draft_typed == {"name": ["ab"]}


def test_sending_makes_the_draft_the_declaration():
    person = registered()
    save(person, said())
    declaration = sent(person, said()).declaration
    assert (declaration.draft, declaration.draft_saved_at, declaration.draft_step) == (None, None, "")


def test_no_draft_of_a_closed_month_except_by_an_advisor():
    person = registered()
    with pytest.raises(services.WindowClosed):
        save(person, said(), now=CLOSED)
    assert not Declaration.objects.exists()
    save(person, said(), now=CLOSED, actor=advisor())
    assert Entry.objects.filter(action="declarations.draft_by_other", subject=person.user).count() == 1
