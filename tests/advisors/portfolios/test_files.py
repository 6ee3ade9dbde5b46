"""Opening a person's file: only by who follows them, never in silence."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from advisors.portfolios import services
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.factories import advisor, asked, followed
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.declarations.factories import said, sent

pytestmark = pytest.mark.django_db
CANARY = "Canarivole"


def addresses(seeker: Seeker) -> list[str]:
    """Every page of an advisor that names a person."""
    whole = f"/conseil/personnes/{seeker.user.public_id}/"
    month = f"{whole}declarer/2026-11/"
    return [whole, f"{whole}appel/", month, f"{month}details/", f"{month}relire/", f"{month}preuve/"]


def openings(seeker: Seeker) -> int:
    return Entry.objects.about(seeker.user).openings().count()


def test_the_file_says_how_the_month_stands_and_how_to_reach_the_person(
    awa: Seeker, desk: Client, morning: datetime
) -> None:
    asked(awa, now=morning)
    sent(awa, said(), now=morning)
    page = desk.get(addresses(awa)[0])
    words = page.content.decode()
    told = ("Déclaration de novembre 2026", "Déclaré", "Corriger ensemble", "Inscription en cours")
    for said_ in (str(awa), awa.user.email, *told):
        assert said_.lower() in words.lower()


def test_an_advisor_reads_of_their_rights_and_the_person_of_mine(awa: Seeker, desk: Client, morning: datetime) -> None:
    EntitlementFactory(seeker=awa)
    theirs = desk.get(addresses(awa)[0]).content.decode()
    assert "Ses droits" in theirs
    assert "Mes droits" not in theirs
    assert "Mes droits" in signed_in(awa.user).get("/").content.decode()


def test_opening_is_written_down_each_time_and_the_person_sees_who(claire: User, awa: Seeker, desk: Client) -> None:
    desk.get(addresses(awa)[0])
    desk.get(addresses(awa)[0])
    assert openings(awa) == 2
    theirs = Client()
    theirs.force_login(awa.user)
    trail = theirs.get("/mon-dossier/ouvertures/").content.decode()
    assert "Ouverture de votre dossier" in trail
    assert "Claire Martin" in trail


def test_the_pages_of_the_assisted_declaration_open_the_file_too(awa: Seeker, desk: Client) -> None:
    desk.get(addresses(awa)[2])
    assert openings(awa) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SEEKER}))
def test_outside_the_portfolio_nobody_exists(awa: Seeker, role: Role) -> None:
    stranger = signed_in(UserFactory(roles=(role,)))
    for address in addresses(awa):
        for answer in (stranger.get(address), stranger.post(address, {"action": "next"})):
            assert answer.status_code in {404, 405}
            assert CANARY not in answer.content.decode()
    assert openings(awa) == 0


def test_a_job_seeker_opens_no_file_not_even_their_own_this_way(awa: Seeker) -> None:
    theirs = Client()
    theirs.force_login(awa.user)
    assert {theirs.get(address).status_code for address in addresses(awa)} == {404}


def test_who_followed_before_no_longer_opens(claire: User, awa: Seeker, desk: Client, morning: datetime) -> None:
    services.assign(seeker=awa, advisor=advisor(), actor=None, now=morning)
    assert desk.get(addresses(awa)[0]).status_code == 404


def test_an_advisor_without_the_second_factor_sees_nothing(claire: User, awa: Seeker) -> None:
    half = Client()
    half.force_login(claire)
    answer = half.get(addresses(awa)[0])
    assert answer.status_code == 302
    assert openings(awa) == 0


def test_the_pages_are_never_kept_by_the_browser(awa: Seeker, desk: Client) -> None:
    assert "no-store" in desk.get(addresses(awa)[0]).headers["Cache-Control"]


def test_messages_sent_and_what_became_of_them(awa: Seeker, desk: Client, morning: datetime) -> None:
    sent(awa, said(), now=morning)
    words = desk.get(addresses(awa)[0]).content.decode()
    assert "Votre déclaration de novembre 2026 est bien reçue" in words
    assert "À envoyer" in words


def test_an_island_has_its_own_clock(claire: User, desk: Client, morning: datetime) -> None:
    elodie = followed(claire, in_martinique=True)
    services.open_file(public_id=elodie.user.public_id, actor=claire, now=morning)
    page = desk.get(addresses(elodie)[2]).content.decode()
    assert "jusqu’au mardi 15 décembre à minuit" in page
