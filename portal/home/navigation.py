"""The way around, for the header of every page."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role


@dataclass(frozen=True)
class Entry:
    """``own``: about oneself rather than one's matters; on a wide screen these stand folded at the end of the row."""

    label: str | Promise
    url_name: str
    roles: frozenset[Role]
    own: bool = False


ENTRIES = (
    Entry(_("Accueil"), "home", frozenset(Role)),
    Entry(_("Ma déclaration"), "declarations:list", frozenset({Role.SEEKER})),
    Entry(_("Mes droits"), "entitlements:mine", frozenset({Role.SEEKER})),
    Entry(_("Mes paiements"), "payments:list", frozenset({Role.SEEKER})),
    Entry(_("Mes documents"), "documents:home", frozenset({Role.SEEKER, Role.APPLICANT})),
    Entry(_("Mes messages"), "notifications:inbox", frozenset({Role.SEEKER})),
    Entry(_("Mon portefeuille"), "portfolios:list", frozenset({Role.ADVISOR})),
    Entry(_("À appeler aujourd’hui"), "portfolios:calls", frozenset({Role.ADVISOR})),
    Entry(_("Demandes à étudier"), "entitlements:queue", frozenset({Role.BENEFIT_ADVISOR})),
    Entry(_("Courrier"), "intake:table", frozenset({Role.ADVISOR, Role.BENEFIT_ADVISOR})),
    Entry(_("Inscrire"), "portfolios:registrations", frozenset({Role.ADVISOR})),
    Entry(_("Comptes à vérifier"), "doubts:list", frozenset({Role.BENEFIT_ADVISOR, Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Paiements"), "payments:runs", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Rappels"), "reminders:campaigns", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Périodes"), "declarations:windows", frozenset({Role.OPERATOR})),
    Entry(_("Prolongations"), "extensions:list", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Retards postaux"), "intake:delays", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Sans agence"), "agencies:without", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Mon dossier"), "profiles:mine", frozenset({Role.SEEKER}), own=True),
    Entry(_("Qui a ouvert mon dossier"), "home:trail", frozenset({Role.SEEKER, Role.APPLICANT}), own=True),
    Entry(_("Ma sécurité"), "account_security", frozenset(Role), own=True),
)


def open_to(roles: frozenset[Role], view_name: str = "") -> list[dict[str, Any]]:
    """``label``, ``url``, ``own`` and ``current`` of each entry for somebody with ``roles`` who stands on ``view_name``.

    ``current`` as ``aria-current`` takes it: the page itself, or a page of the room that only this entry leads to.
    """
    mine = [entry for entry in ENTRIES if roles & entry.roles]
    rooms = Counter(_room(entry.url_name) for entry in mine)
    items = []
    for entry in mine:
        inside = bool(room := _room(entry.url_name)) and room == _room(view_name) and rooms[room] == 1
        current = "page" if entry.url_name == view_name else "true" if inside else ""
        with suppress(NoReverseMatch):  # a page that is not there must not take every other page with it
            url = reverse(entry.url_name)
            items.append({"label": entry.label, "url": url, "own": entry.own, "current": current})
    return items


def _room(view_name: str) -> str:
    return view_name.rpartition(":")[0]
