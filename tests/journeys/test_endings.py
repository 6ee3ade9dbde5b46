"""The end of rights and their extension in a real browser, on a telephone and on a desk, read by axe."""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.extensions import services as extensions
from portal import clock
from portal.accounts.roles import Role
from tests.benefits.endings.factories import NOW, prepared, submitted
from tests.benefits.endings.test_pages import TYPED
from tests.benefits.extensions.factories import counted, done, drafted, ending, reversal_released
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def twentieth_of_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_the_pages_of_a_person_whose_right_ends(page, visit, faults):
    claim = prepared(30)
    done()
    for address in (reverse("home"), reverse("endings:mine"), reverse("extensions:mine")):
        visit(address, claim.person)
    visit(reverse("endings:claim", args=[claim.public_id]), claim.person)
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("Répondez à cette question").first.wait_for()
    assert faults(page, "an answer is missing") == []
    for name in ("lives_as_couple", "still_searching"):
        page.check(f"input[name={name}][value={TYPED[name]}]")
    for name, words in TYPED.items():
        if words and name not in ("lives_as_couple", "still_searching"):
            page.fill(f"[name='{name}']", words)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("Accordée").first.wait_for()
    visit(reverse("endings:mine"), claim.person)


def test_the_pages_of_those_who_answer_for_an_extension(visit):
    for days in (44, 50, 57, 61, 70, 95, 100):
        ending(days)
    operator = UserFactory(roles=(Role.OPERATOR,), with_second_factor=True)
    draft, checked, gone = drafted(), counted(), done()
    for name in ("list", "draft"):
        visit(reverse(f"extensions:{name}"), operator)
    for made in (draft, checked, gone):
        visit(reverse("extensions:detail", args=[made.pk]), operator)
    extensions.take_back(reversal=reversal_released(gone), now=NOW)
    for name in ("detail", "consumed"):
        visit(reverse(f"extensions:{name}", args=[gone.pk]), operator)
    visit(reverse("home"), operator)


def test_the_pages_of_a_benefit_advisor(visit):
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    advisor = UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True)
    visit(reverse("endings:queue"), advisor)
    visit(reverse("endings:desk_claim", args=[claim.public_id]), advisor)
