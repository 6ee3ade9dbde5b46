"""Never only online: each page that a person can post has its twin, with an advisor."""

from __future__ import annotations

import inspect

from advisors.portfolios.acts import ACTS
from portal.accounts.roles import Role
from tests.house.routes import Route, routes

BESIDE, MONTH, OWN_WALK = "register_step", "declare", "a way to walk through one's own draft"
TWINS = {
    "documents:choose": "document",
    "documents:send": "document",
    "documents:pages": "document",
    "documents:withdraw": "retirer-document",
    "declarations:declare": MONTH,
    "declarations:details": MONTH,
    "declarations:review": MONTH,
    "declarations:paper": "formulaires",
    "declarations:objection": "objection-mois",
    "intake:cover": "document",
    "profiles:contact": "coordonnees",
    "profiles:address": "adresse",
    "profiles:account": "compte",
    "profiles:autonomy": "autonomy",
    "profiles:set_aside": "set_aside",
    "profiles:adjustments": "besoins",
    "help:ask": "rappel",
    "help:cancel": "annuler-aide",
    "registration:again": "reinscription",
    "registration:anew": "register_known",
    "registration:step": BESIDE,
    "registration:review": "register_review",
    "registration:elsewhere": OWN_WALK,
    "registration:hand_over": OWN_WALK,
    "registration:objection": "objection-inscription",
    "entitlements:recompute": "recalcul",
    "entitlements:choose": "choisir-droit",
    "entitlements:contest": "contester",
    "endings:claim": "ass",
    "endings:contest": "contester-ass",
    "endings:ask_again": "ass-de-nouveau",
    "portfolios:object_to_act": "objection-acte",
}
PEOPLE = {Role.SEEKER, Role.APPLICANT}


def posted_by_people() -> list[Route]:
    return [each for each in routes() if each.rule and each.rule.roles and each.rule.roles <= PEOPLE and may_post(each)]


def may_post(route: Route) -> bool:
    written = inspect.getsource(inspect.unwrap(route.view))
    return '"POST"' in written or "require_POST" in written


def test_every_page_that_a_person_posts_names_its_twin() -> None:
    assert {each.name for each in posted_by_people()} == set(TWINS)


def test_every_twin_exists() -> None:
    pages = {each.name.partition(":")[2] for each in routes() if each.name.startswith("portfolios:")}
    assert set(TWINS.values()) - {OWN_WALK} <= pages | set(ACTS)


def test_a_page_without_a_twin_is_seen() -> None:
    assert posted_by_people(), "the walk finds them"
    assert not any(may_post(each) for each in routes() if each.name == "profiles:mine")
