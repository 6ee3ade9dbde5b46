"""What the desk does with an extension, and what a person reads of theirs."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from benefits.extensions import demo, services
from benefits.extensions.models import Extension, Reversal
from benefits.extensions.services.telling import untold
from portal import clock
from portal.accounts.roles import Role
from tests.benefits.extensions.factories import NOW, done, drafted, ending, officer, reversal_released
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

TYPED = {
    "legal_reference": "Décret n° 2026-1", "legal_on": "2026-11-02", "why": "L’emploi est rare cet hiver.",
    "schemes": ["1", "2"], "states": ["open", "exhausted"], "departments": "59, 2a",
    "periodes-TOTAL_FORMS": "4", "periodes-INITIAL_FORMS": "0",
    "periodes-0-ends_from": "2026-12-12", "periodes-0-ends_through": "2026-12-31", "periodes-0-days": "91",
    "periodes-1-ends_from": "2027-01-01", "periodes-1-ends_through": "2027-01-31", "periodes-1-days": "60",
}  # fmt: skip


def words(response) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def desk(role: Role = Role.OPERATOR) -> Client:
    return signed_in(UserFactory(roles=(role,), with_second_factor=True))


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.usefixtures("morning")
class TestTheDesk:
    def test_from_the_text_to_the_rights_and_back_with_two_people(self, django_capture_on_commit_callbacks):
        right = ending(44)
        one, two, three = desk(), desk(Role.DIRECTOR), desk()
        page = one.post(reverse("extensions:draft"), TYPED)
        made = Extension.objects.get()
        assert page.url == reverse("extensions:detail", args=[made.pk])
        assert made.departments == ["59", "2A"]

        def press(client: Client, name: str, **typed: str) -> str:
            with django_capture_on_commit_callbacks(execute=True):
                return words(client.post(reverse(f"extensions:{name}", args=[made.pk]), typed, follow=True))

        assert "5 187,00" in press(one, "count")  # 91 days at 57.00 €
        assert "une autre personne" in press(one, "check")
        assert "une autre personne doit la libérer" in press(one, "release")
        assert "Prolongation libérée" in press(two, "release")
        right.refresh_from_db()
        assert right.days_left == 135
        assert "Droits prolongés : 1, pour 1 comptés" in words(one.get(reverse("extensions:progress", args=[made.pk])))
        mine = words(browser(right.seeker.user).get(reverse("extensions:mine")))
        assert "+ 91 jours" in mine
        assert "Décret n° 2026-1" in mine

        assert "Donnez le texte" in press(one, "reverse")
        press(one, "reverse", legal_reference="Décision", why="Le décret est annulé.")
        assert "une autre personne doit la libérer" in press(one, "release_reversal")
        assert "Reprise libérée" in press(three, "release_reversal")
        right.refresh_from_db()
        assert right.days_left == 44
        assert "Jours repris : 91" in words(browser(right.seeker.user).get(reverse("extensions:mine")))

    def test_a_rule_that_cannot_be_told_comes_back_with_its_sentence(self):
        page = desk().post(reverse("extensions:draft"), TYPED | {"periodes-1-ends_from": "2026-12-31"})
        assert page.status_code == 422
        assert "se recouvrent" in words(page)
        page = desk().post(reverse("extensions:draft"), TYPED | {"periodes-0-days": "0"})
        assert page.status_code == 422
        assert not Extension.objects.exists()

    def test_a_prepared_reversal_may_be_abandoned(self):
        ending(44)
        made, one = done(), desk()
        one.post(reverse("extensions:reverse", args=[made.pk]), {"legal_reference": "Décision", "why": "Annulé"})
        one.post(reverse("extensions:cancel_reversal", args=[made.pk]))
        assert Reversal.objects.get().state == "cancelled"

    def test_a_draft_may_be_abandoned(self):
        made = drafted()
        desk().post(reverse("extensions:cancel", args=[made.pk]))
        made.refresh_from_db()
        assert made.state == "cancelled"

    def test_days_already_used_are_listed_right_by_right(self):
        right = ending(44)
        made = done()
        right.refresh_from_db()
        right.days_left, right.paid_days = 80, 55
        right.save()
        services.take_back(reversal=reversal_released(made), now=NOW)
        page = words(desk().get(reverse("extensions:consumed", args=[made.pk])))
        assert f"{right.pk} 11 80" in page

    def test_is_closed_to_everybody_else(self):
        made = drafted()
        for client in (signed_in(UserFactory()), desk(Role.ADVISOR), desk(Role.BENEFIT_ADVISOR)):
            for name, args in (("list", []), ("draft", []), ("detail", [made.pk]), ("consumed", [made.pk])):
                assert client.get(reverse(f"extensions:{name}", args=args)).status_code == 404
            for name in ("count", "check", "release", "cancel", "reverse", "release_reversal"):
                assert client.post(reverse(f"extensions:{name}", args=[made.pk])).status_code == 404

    def test_the_list_costs_the_same_for_one_and_for_many(self):
        client, who = desk(), officer()
        drafted(actor=who)

        def read() -> None:
            client.get(reverse("extensions:list"))

        read()
        one = len(queries_of(read))
        for _ in range(10):
            drafted(actor=who)
        assert len(queries_of(read)) <= one


def test_a_person_reads_their_own_lines_and_no_others():
    mine, other = ending(44), ending(61)
    done()
    page = words(browser(mine.seeker.user).get(reverse("extensions:mine")))
    assert "+ 91 jours" in page
    assert "+ 60 jours" not in page
    for name in ("home", "entitlements:mine"):
        shown = words(browser(other.seeker.user).get(reverse(name)))
        assert "+ 60 jours" in shown
        assert "Ordonnance n° 2020-324" in shown


def test_without_an_extension_the_page_says_so():
    right = ending(300)
    assert "Aucune prolongation" in words(browser(right.seeker.user).get(reverse("extensions:mine")))


@pytest.mark.usefixtures("morning")
def test_the_command_does_each_step_in_a_name(capsys):
    right, made = ending(44), drafted()
    one, other = officer(), officer(Role.DIRECTOR)
    call_command("extend_rights", made.pk)
    with pytest.raises(CommandError, match="whose act"):
        call_command("extend_rights", made.pk, "--count")
    for step, who in (("--count", one), ("--check", one), ("--release", other), ("--execute", other)):
        call_command("extend_rights", made.pk, step, "--as", who.identifier)
    assert "1 rights, 91 days given" in capsys.readouterr().out
    right.refresh_from_db()
    assert right.days_left == 135
    assert not list(untold())
    with pytest.raises(CommandError, match="No reversal"):
        call_command("extend_rights", made.pk, "--take-back", "--as", one.identifier)
    with pytest.raises(CommandError, match="no extension"):
        call_command("extend_rights", 999_999)


def test_in_the_demo_town_an_extension_waits_for_two_people():
    demo.an_extension_is_drafted(demo.DRAFTED_ON)
    assert not Extension.objects.exists()  # nobody to draft it
    officer()
    demo.an_extension_is_drafted(NOW.date())
    assert not Extension.objects.exists()  # not its day
    for _again in range(2):
        demo.an_extension_is_drafted(demo.DRAFTED_ON)
    assert Extension.objects.get().state == "draft"
