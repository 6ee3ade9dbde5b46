"""The roles of the house, and what follows from each: second factor, length of a session."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    APPLICANT = "applicant", _("Inscription en cours")
    SEEKER = "seeker", _("Demandeur d’emploi")
    ADVISOR = "advisor", _("Conseiller")
    BENEFIT_ADVISOR = "benefit_advisor", _("Conseiller indemnisation")
    COMPANY_ADVISOR = "company_advisor", _("Conseiller entreprise")
    CONTROLLER = "controller", _("Contrôleur")
    DIRECTOR = "director", _("Directeur d’agence")
    RECRUITER = "recruiter", _("Recruteur")
    PARTNER = "partner", _("Partenaire")
    OPERATOR = "operator", _("Exploitation")


STAFF = frozenset(
    {Role.ADVISOR, Role.BENEFIT_ADVISOR, Role.COMPANY_ADVISOR, Role.CONTROLLER, Role.DIRECTOR, Role.OPERATOR}
)
SECOND_FACTOR = STAFF | {Role.PARTNER}
"""Staff and partners open other people's files: a password alone never lets them in (CNIL, SAN-2026-003)."""

IDLE = {
    **{role: timedelta(minutes=30) for role in SECOND_FACTOR},
    Role.APPLICANT: timedelta(hours=2),
    Role.SEEKER: timedelta(hours=2),
    Role.RECRUITER: timedelta(hours=2),
}
ABSOLUTE = timedelta(hours=12)
"""Whatever the activity, a session ends after this long (ASVS 7.3.2)."""
