"""The way around, for the header of every page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    url_name: str
    roles: frozenset[Role]


ENTRIES = (
    Entry(_("Accueil"), "home", frozenset(Role)),
    Entry(_("Ma déclaration"), "declarations:list", frozenset({Role.SEEKER})),
    Entry(_("Mes droits"), "entitlements:mine", frozenset({Role.SEEKER})),
    Entry(_("Mes paiements"), "payments:list", frozenset({Role.SEEKER})),
    Entry(_("Mes documents"), "documents:home", frozenset({Role.SEEKER, Role.APPLICANT})),
    Entry(_("Mes messages"), "notifications:inbox", frozenset({Role.SEEKER})),
    Entry(_("Mon dossier"), "profiles:mine", frozenset({Role.SEEKER})),
    Entry(_("Qui a ouvert mon dossier"), "home:trail", frozenset({Role.SEEKER, Role.APPLICANT})),
    Entry(_("Ma sécurité"), "account_security", frozenset(Role)),
    Entry(_("Mon portefeuille"), "portfolios:list", frozenset({Role.ADVISOR})),
    Entry(_("À appeler aujourd’hui"), "portfolios:calls", frozenset({Role.ADVISOR})),
    Entry(_("Demandes à étudier"), "entitlements:queue", frozenset({Role.BENEFIT_ADVISOR})),
    Entry(_("Courrier"), "intake:table", frozenset({Role.ADVISOR, Role.BENEFIT_ADVISOR})),
    Entry(_("Retards de la poste"), "intake:delays", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Inscrire"), "portfolios:registrations", frozenset({Role.ADVISOR})),
    Entry(_("Comptes à vérifier"), "doubts:list", frozenset({Role.BENEFIT_ADVISOR, Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Paiements"), "payments:runs", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Prolongations de droits"), "extensions:list", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Rappels"), "reminders:campaigns", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Personnes sans agence"), "agencies:without", frozenset({Role.OPERATOR, Role.DIRECTOR})),
    Entry(_("Périodes de déclaration"), "declarations:windows", frozenset({Role.OPERATOR})),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav_items``: label, url and whether it is the present page, for the roles of the person who is signed in;
    ``footer_items`` for everyone."""
    footer = [{"label": _("Vérifier un message"), "url": reverse("home:senders")}]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": [], "footer_items": footer}
    items = []
    for entry in ENTRIES:
        if user.roles & entry.roles:
            with suppress(NoReverseMatch):  # a page that is not there must not take every other page with it
                url = reverse(entry.url_name)
                items.append({"label": entry.label, "url": url, "current": request.path == url})
    return {"nav_items": items, "footer_items": footer}
