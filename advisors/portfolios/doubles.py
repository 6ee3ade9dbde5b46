"""Which files an application resembles, and why it was put aside.  Read only."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.registration.answers import Answers
from seekers.registration.models import Application
from seekers.registration.services.signing import KNOWN_EMAIL, KNOWN_NUMBER, KNOWN_PERSON

WHY = {
    KNOWN_NUMBER: _("Le numéro de sécurité sociale est celui d’un autre dossier."),
    KNOWN_EMAIL: _("L’adresse e-mail est celle d’un autre compte."),
    KNOWN_PERSON: _("Un dossier existe au même nom, avec la même date de naissance."),
}


def resembling(application: Application, answers: Answers) -> QuerySet[Seeker]:
    """The files with the same number, the same address, or the same name and birth; never the applicant's own."""
    said, email = answers.identity, answers.contact.email
    alike = Q(last_name__iexact=said.last_name, first_name__iexact=said.first_name, birth_date=said.birth_date)
    number = profiles.read_nir(said.nir)
    if number:
        alike |= Q(nir=number)
    if email:
        alike |= Q(user__email__iexact=email)
    others = Seeker.objects.filter(alike).exclude(user=application.applicant_id)
    return others.select_related("user").order_by("pk")[:10]
