"""Two invented agencies, one of them overseas, and the people who work for the demo town.

Every account that opens other people's files is asked by one operator and confirmed by another, as in a real
installation; only the two first operators are there from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from advisors.agencies import services
from advisors.agencies.models import Agency
from portal import clock
from portal.accounts import services as accounts
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.demo.accounts import introduce
from portal.demo.town import PASSWORD, Town, share
from portal.reference.models import Commune

AGENCIES = (
    {"code": "ARG", "name": "Agence des Argousiers", "phone": "+33639980990", "zone": "Europe/Paris", "department": "59",
     "address": "12 rue des Argousiers, 59100 Roubaix", "latitude": 50.69, "longitude": 3.18},
    {"code": "FIL", "name": "Agence des Filaos", "phone": "+262639980991", "zone": "Indian/Reunion", "department": "974",
     "address": "4 allée des Filaos, 97410 Saint-Pierre", "latitude": -21.31, "longitude": 55.49},
)  # fmt: skip
FAR_AWAY = {"ARG": ("69", "13", "31", "44", "67"), "FIL": ("972",)}
"""Departments where people of the town live too far away: in life their agency would be nearer."""
HOURS = "Du lundi au vendredi, de 8 h 30 à 16 h 30"
NORTH, ISLAND = "ARG", "FIL"


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff; ``agency`` is empty for those who work for the whole town."""

    identifier: str
    full_name: str
    role: Role
    why: str
    agency: str = ""


FIRST_OPERATORS = (
    Colleague("exploit.lenoir", "Agathe Lenoir", Role.OPERATOR, "prépare les virements et suit les rappels"),
    Colleague("exploit.sow", "Moussa Sow", Role.OPERATOR, "la deuxième paire d’yeux : libère ce qu’Agathe a préparé"),
)
COLLEAGUES = (
    Colleague("conseil.martin", "Claire Martin", Role.ADVISOR, "suit Chantal et Karim, et a des appels à faire", NORTH),
    Colleague("conseil.diop", "Ousmane Diop", Role.ADVISOR, "conseiller, suit Amina et Bruno", NORTH),
    Colleague("conseil.caron", "Sylvie Caron", Role.ADVISOR, "conseillère, accompagnement renforcé", NORTH),
    Colleague("conseil.belhadj", "Nora Belhadj", Role.ADVISOR, "conseillère, accompagnement global", NORTH),
    Colleague("conseil.petit", "Antoine Petit", Role.ADVISOR, "conseiller, grand portefeuille suivi", NORTH),
    Colleague("conseil.hoareau", "Marie-Josée Hoareau", Role.ADVISOR, "conseillère à La Réunion, suit Élodie", ISLAND),
    Colleague("conseil.grondin", "Jean-Luc Grondin", Role.ADVISOR, "conseiller à La Réunion", ISLAND),
    Colleague("indem.roger", "Pascale Roger", Role.BENEFIT_ADVISOR, "conseillère indemnisation", NORTH),
    Colleague("entreprise.blin", "Thomas Blin", Role.COMPANY_ADVISOR, "conseiller entreprise", NORTH),
    Colleague("controle.vasseur", "Édith Vasseur", Role.CONTROLLER, "contrôleuse, ne suit personne", NORTH),
    Colleague("direction.prevost", "Hélène Prévost", Role.DIRECTOR, "directrice de l’agence des Argousiers", NORTH),
    Colleague("exploit.maillard", "Denis Maillard", Role.OPERATOR, "troisième personne de l’exploitation"),
    Colleague("partenaire.asso", "Association Le Relais inventé", Role.PARTNER, "partenaire"),
    Colleague("recruteur.halles", "Boulangerie des Halles", Role.RECRUITER, "recruteur"),
)


@share(order=10, title="agencies and staff")
def agencies(town: Town) -> None:
    first, second = (
        accounts.found(
            identifier=each.identifier, full_name=each.full_name, email=email_of(each), role=each.role, now=clock.now()
        )
        for each in FIRST_OPERATORS
    )
    offices = {str(facts["code"]): _office(facts, actor=first) for facts in AGENCIES}
    _share_the_map(offices, actor=first)
    for number, each in enumerate(COLLEAGUES, start=1):
        user = _hired(each, asked_by=first, confirmed_by=second)
        if each.agency:
            services.post_to(user=user, agency=offices[each.agency], actor=first, now=clock.now())
        town.progress(each.full_name, number, len(COLLEAGUES))
    _let_in()


def email_of(colleague: Colleague) -> str:
    return f"{colleague.identifier}@equipe.example"


def _office(facts: dict[str, Any], *, actor: User) -> Agency:
    return services.open_agency(**facts, opening_hours=HOURS, actor=actor, now=clock.now())


def _share_the_map(offices: dict[str, Agency], *, actor: User) -> None:
    services.redraw(actor=None, now=clock.now())
    for code, departments in FAR_AWAY.items():
        for commune in Commune.objects.filter(department__in=departments).order_by("pk"):
            services.serve(commune=commune, agency=offices[code], actor=actor, now=clock.now())


def _hired(each: Colleague, *, asked_by: User, confirmed_by: User) -> User:
    user = accounts.open_account(
        identifier=each.identifier, full_name=each.full_name, email=email_of(each), role=each.role,
        actor=asked_by, now=clock.now(),
    )  # fmt: skip
    for grant in RoleGrant.objects.awaiting().filter(user=user):
        accounts.confirm_role(grant=grant, actor=confirmed_by, now=clock.now())
        vars(user).pop("roles", None)
    return user


def _let_in() -> None:
    """One password for everyone, hashed once.  Their second factor is the demonstration's business."""
    team = User.objects.filter(identifier__in=[each.identifier for each in (*FIRST_OPERATORS, *COLLEAGUES)])
    team.update(password=make_password(PASSWORD))


def advisors_of(code: str) -> list[User]:
    """The advisors of an agency, in the order of the team above."""
    here = [each.identifier for each in COLLEAGUES if each.role == Role.ADVISOR and each.agency == code]
    known = {user.identifier: user for user in User.objects.filter(identifier__in=here)}
    return [known[identifier] for identifier in here]


for _colleague in (*COLLEAGUES, *FIRST_OPERATORS):
    introduce(_colleague.identifier, _colleague.why)
