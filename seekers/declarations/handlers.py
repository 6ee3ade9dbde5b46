"""Names the pages of a month to the room that helps, and keeps the mail room in step with what is declared."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.events import subscribe
from portal.intake import postal
from portal.intake import services as intake
from portal.months import Month
from portal.web.templatetags.words import of_month
from seekers.declarations import papers
from seekers.declarations.events import FormKeyed
from seekers.declarations.models import Version
from seekers.help import matters


def title(rest: str) -> str:
    """``rest`` is a month, as in ``declaration:2026-11``."""
    return gettext("Déclaration %(of_month)s") % {"of_month": of_month(Month.parse(rest))}


matters.register(
    "declaration",
    title,
    steps={
        "month": _("Les questions du mois"),
        "details": _("Les détails"),
        "review": _("Relire et envoyer"),
        "receipt": _("La preuve"),
    },
)


@subscribe(FormKeyed)
def post_the_proof(event: FormKeyed) -> None:
    """For who reads nothing on a screen, the proof is a letter."""
    if not event.by_post:
        return
    version = Version.objects.select_related("declaration__seeker__user").get(pk=event.version_id)
    person = version.person
    with timezone.override(version.declaration.seeker.timezone):
        paper = papers.proof_letter(version, postal.address_of(person))
    intake.write_letter(
        recipient=person, paper=paper, dedupe_key=f"assistance:{event.assistance_id}",
        wanted_on=clock.day_of(event.at), actor=None, now=event.at,
    )  # fmt: skip
