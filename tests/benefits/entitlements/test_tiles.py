"""What rights say on the pages of the rooms below, and the drawing of the road to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.test import RequestFactory
from django.urls import reverse

from benefits.entitlements import drawing, tiles
from benefits.entitlements.words import LABELS, NO_FIGURE, right_lines
from benefits.rules.explanation import Line
from benefits.rules.wording_of_refusals import WORDING_OF_REFUSALS
from benefits.rules.wording_of_rights import WORDING_OF_RIGHTS
from portal.accounts.roles import Role
from portal.months import Month
from portal.tiles import Tile
from seekers.registration.answers import Address, Answers, Identity, Job, Situation
from seekers.registration.models import Application
from seekers.registration.review import ApplicationReview
from tests.benefits.entitlements.claims import BAKERY, SHORT, TODAY, certificate, claimed, examined
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


def reviewed(
    *jobs: Job, claims: bool | None = True, born: date | None = date(1985, 4, 12), **facts: str
) -> Tile | None:
    """The tile of somebody about to sign."""
    answers = Answers(
        identity=Identity(birth_date=born, nir="285049912345693"),
        address=Address(postcode="59100"),
        situation=Situation(claims=claims, worked=bool(jobs), jobs=jobs, had_right_before=True),
    )
    application = Application(applicant=UserFactory(roles=(Role.APPLICANT,)), answers=answers.to_json(), **facts)
    return tiles.review(RequestFactory().get("/"), ApplicationReview(application, answers, TODAY))


def test_before_signing_the_rights_that_follow_and_what_is_missing() -> None:
    tile = reviewed(BAKERY)
    assert tile is not None
    shown, missing = tile.context["shown"], tile.context["missing"]
    assert (shown.opens, shown.first_transfers_on) == (True, date(2026, 10, 1))
    assert [each.split()[0] for each in missing] == ["Votre", "L’attestation", "Un"]
    assert shown.lines[-1].label == "Premier jour payé"


def test_a_typed_number_does_not_tell_what_employers_sent() -> None:
    certificate(SHORT)
    typed, vouched = reviewed(SHORT), reviewed(SHORT, identity_from="franceconnect")
    assert len(typed.context["missing"]) == 3
    assert len(vouched.context["missing"]) == 1


def test_before_signing_the_page_promises_minutes_only_when_nobody_has_to_read() -> None:
    kept = reviewed(replace(BAKERY, end_reason="resignation"), identity_from="franceconnect")
    assert kept.context["read_by_someone"]


def test_without_a_claim_the_page_says_so_and_without_an_answer_nothing() -> None:
    assert reviewed(claims=False).template == "benefits/entitlements/not_claimed.html"
    assert reviewed(BAKERY, claims=None) is None
    assert reviewed(BAKERY, born=None) is None


def test_what_an_advisor_must_look_at_is_said_before_signing() -> None:
    shown = reviewed(replace(BAKERY, end_reason="resignation")).context["shown"]
    assert not shown.opens
    (said,) = shown.doubts
    assert "un conseiller regarde si la loi ouvre quand même un droit" in said


def test_the_receipt_and_the_home_follow_the_claim() -> None:
    claim = examined(claimed(identity_from=""))
    request = RequestFactory().get("/")
    assert tiles.receipt(request, claim.application).context["claim"] == claim
    home = signed_in(claim.person).get(reverse("home")).content.decode()
    assert "Envoyer ce qu’il manque pour décider de vos droits" in home


def test_a_decision_is_news_for_a_month_on_the_home() -> None:
    certificate()
    claim = examined(claimed())
    assert "Votre allocation est accordée" in signed_in(claim.person).get(reverse("home")).content.decode()


def test_every_rule_has_a_label_and_those_without_a_figure_exist() -> None:
    assert WORDING_OF_RIGHTS.keys() | WORDING_OF_REFUSALS.keys() == LABELS.keys()
    assert set(NO_FIGURE) <= LABELS.keys()
    one, many = right_lines([Line("waiting_time", {}, 1, "days", "x"), Line("waiting_time", {}, 7, "days", "x")])
    assert (one.figure, many.figure) == ("1 jour", "7 jours")


@pytest.mark.parametrize(
    ("first", "days", "month"),
    [
        (date(2026, 9, 1), 1, Month(2026, 9)),
        (date(2026, 9, 1), 30, Month(2026, 9)),
        (date(2026, 9, 1), 31, Month(2026, 10)),
        (date(2026, 8, 31), 1, Month(2026, 8)),
        (date(2026, 9, 21), 453, Month(2027, 12)),
    ],
)
def test_the_last_month_counts_thirty_days_a_month(first: date, days: int, month: Month) -> None:
    assert drawing.ends_in(first, days) == month


def test_the_road_shows_every_wait_and_stays_on_the_page() -> None:
    plot = drawing.road(
        contract_ended_on=date(2026, 8, 31), first_payable_on=date(2026, 9, 21), days=453,
        waits={"deferral": 9, "waiting": 7}, full_days=182,
    )  # fmt: skip
    assert [row[1][1] for row in plot.rows] == ["9 jours", "4 jours", "7 jours", "182 jours", "271 jours"]
    edges = [(float(mark.x[:-1]), float(mark.x[:-1]) + float(mark.width[:-1])) for mark in plot.marks]
    assert all(right <= left for (_start, right), (left, _end) in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= 100
