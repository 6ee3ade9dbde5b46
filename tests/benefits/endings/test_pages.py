"""What a person sees and says before their right ends, and what a benefit advisor decides."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from benefits.endings import demo, tiles
from benefits.endings.models import AssClaim
from benefits.endings.services.preparing import months_of
from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.months import Month
from seekers.declarations.models import Version
from seekers.profiles.demo import trait_of
from tests.benefits.endings.factories import NOW, completed, ending, prepared, submitted
from tests.benefits.payments.factories import declared
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.queries import queries_of
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db

TYPED = {
    "lives_as_couple": "no", "still_searching": "yes", "children_raised": "1", "worked_years": "7",
    "worked_more_months": "", "stopped_cents": "0", "stopped_is_replaced": "",
} | {f"month_{month}": "450,50" for month in months_of(NOW.date())}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def words(response) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def decider() -> Client:
    return signed_in(UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True))


def test_a_person_sees_the_end_and_what_may_follow():
    claim = prepared()
    page = words(browser(claim.person).get(reverse("endings:mine")))
    assert "30 novembre 2026" in page
    assert "Il vous reste 30 jours" in page
    assert "il manque quelques réponses" in page
    for name in ("home", "entitlements:mine"):
        assert "Vos droits finissent le 30 novembre 2026" in words(browser(claim.person).get(reverse(name)))


def test_last_days_that_are_past_wait_for_their_month_to_be_declared(at):
    right = ending(14)
    at(clock.at(date(2026, 11, 29), 10))
    client = browser(right.seeker.user)
    assert "jusqu’au 14 novembre 2026 . Ils sont payés dès que ce mois est déclaré" in words(
        client.get(reverse("endings:mine"))
    )
    assert "Derniers jours de droits" in words(client.get(reverse("home")))


def test_far_from_the_end_home_says_nothing():
    right = ending(300)
    assert "Vos droits finissent" not in words(browser(right.seeker.user).get(reverse("home")))


def test_work_since_the_opening_offers_a_recharge():
    right = ending(30)
    declared(right.seeker, Month(2026, 10), gross=500_000)
    client = browser(right.seeker.user)
    assert "rechargé" not in words(client.get(reverse("endings:mine")))
    version = declared(right.seeker, Month(2026, 9), gross=500_000)
    declaration = version.declaration
    declaration.current = Version.objects.create(
        declaration=declaration, number=9, receipt="RECHARGE0001", content_sha256="0" * 64, filed_at=NOW,
        filed_by=right.seeker.user, minutes_worked=910 * 60, still_looking=True,
    )  # fmt: skip
    declaration.save()
    page = client.get(reverse("endings:mine"))
    assert "910 h" in words(page)
    assert reverse("registration:anew") in page.content.decode()


def test_completed_and_sent_it_is_granted_in_the_same_minute():
    claim = prepared()
    client, url = browser(claim.person), reverse("endings:claim", args=[claim.public_id])
    shown = words(client.get(url))
    assert "Ressources du foyer, octobre 2026" in shown
    assert shown.count("(facultatif)") == 2  # months in plus, and whether a stopped income is replaced
    page = words(client.post(url, TYPED | {"send": "1"}, follow=True))
    assert "Accordée" in page
    assert "450,50 €" in page
    claim.refresh_from_db()
    assert (claim.state, claim.worked_months, claim.monthly_resources_cents) == ("granted", 84, 45_050)


def test_kept_for_later_it_is_there_when_they_come_back():
    claim = prepared()
    client, url = browser(claim.person), reverse("endings:claim", args=[claim.public_id])
    assert client.post(url, {"worked_years": "7", "month_2026-10": "12", "keep": "1"}).status_code == 302
    page = client.get(url).content.decode()
    assert 'value="7"' in page
    assert 'value="12,00"' in page
    claim.refresh_from_db()
    assert claim.state == "prepared"


def test_sent_too_early_each_open_question_is_pointed_at_and_nothing_is_lost():
    claim = prepared()
    client, url = browser(claim.person), reverse("endings:claim", args=[claim.public_id])
    page = client.post(url, TYPED | {"worked_years": "", "month_2026-01": "", "send": "1"})
    assert page.status_code == 422
    assert "Répondez à cette question" in words(page)
    assert "Écrivez un montant à ce mois" in words(page)
    claim.refresh_from_db()
    assert (claim.state, claim.children_raised) == ("prepared", 1)
    assert client.post(url, TYPED | {"month_2026-01": "12,3O"}).status_code == 422


def test_refused_it_says_why_and_may_be_asked_again():
    claim = submitted(cents=300_000)
    client = browser(claim.person)
    page = words(client.get(reverse("endings:mine")))
    assert "dépassent le plafond" in page
    assert "3 000,00" in page
    assert "deux mois" in page
    again = client.post(reverse("endings:ask_again", args=[claim.public_id]))
    assert again.url == reverse("endings:claim", args=[claim.public_id])


def test_nobody_opens_the_claim_of_another():
    mine, other = prepared(), prepared()
    client = browser(mine.person)
    for name in ("claim", "ask_again"):
        assert client.post(reverse(f"endings:{name}", args=[other.public_id])).status_code == 404
    assert str(other.public_id) not in client.get(reverse("endings:mine")).content.decode()


def test_a_benefit_advisor_reads_and_decides_and_it_is_written_down():
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    client, url = decider(), reverse("endings:desk_claim", args=[claim.public_id])
    assert str(claim.seeker) in words(client.get(reverse("endings:queue")))
    assert "1 demande à vérifier" in words(client.get(reverse("home")))
    assert "non remplacés" in words(client.get(url))
    assert Entry.objects.filter(action="file.opened", subject=claim.person).count() == 1
    assert client.post(url, {"grant": "1"}).status_code == 422
    assert client.post(url, {"refuse": "1", "note": "Vu"}).status_code == 422
    assert client.post(url, {"grant": "1", "note": "Attestation vue"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.note) == ("granted", "Attestation vue")
    assert "Attestation vue" in words(browser(claim.person).get(reverse("endings:mine")))


def test_the_desk_is_closed_to_everybody_else():
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    for client in (browser(claim.person), signed_in(UserFactory(roles=(Role.ADVISOR,), with_second_factor=True))):
        assert client.get(reverse("endings:queue")).status_code == 404
        assert client.post(reverse("endings:desk_claim", args=[claim.public_id]), {"grant": "1"}).status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_many():
    client = decider()
    submitted(stopped_cents=60_000, stopped_is_replaced=False)

    def read() -> None:
        client.get(reverse("endings:queue"))

    read()
    one = len(queries_of(read))
    for _ in range(6):
        submitted(stopped_cents=60_000, stopped_is_replaced=False)
    assert AssClaim.objects.to_look_at().count() == 7
    assert len(queries_of(read)) <= one


def test_a_claim_saved_beside_an_advisor_keeps_what_was_said():
    claim = completed(children_raised=2)
    claim.refresh_from_db()
    assert claim.children_raised == 2
    assert claim.months.filter(cents=50_000).count() == 12


def test_the_advisor_reads_the_end_the_warning_and_the_claim(rf):
    claim = prepared()
    tile = tiles.file(rf.get("/"), claim.seeker)
    assert tile is not None
    shown = render_to_string(tile.template, tile.context)
    assert "Ses droits finissent le 30 novembre 2026" in shown
    assert "Prévenue le 20 novembre 2026" in shown
    assert "Préparée, à compléter" in shown
    assert tiles.file(rf.get("/"), ending(300).seeker) is None


def test_in_the_demo_town_claims_are_completed_and_that_of_ines_waits():
    claims = [prepared(seeker=registered(user__identifier=name)) for name in ("ines", "90000000016", "90000000001")]
    assert [trait_of(claim.seeker) for claim in claims] == ["end_of_rights", "end_of_rights", "part_time"]
    demo.claims_are_completed(NOW.date())
    states = [AssClaim.objects.get(pk=claim.pk).state for claim in claims]
    assert states[0] == states[2] == "prepared"
    assert states[1] in {"granted", "submitted", "refused"}
