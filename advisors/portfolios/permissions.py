"""Who may settle what resembles another file, or what the person contests: never alone whoever did it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from advisors.portfolios.models import ActState, AssistedAct
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.registration.models import Application, ObjectionAnswer


class MayNotSettle(Refused):
    """An advisor, and never the one who signed the application with the person: two people keep false files out."""

    code = "may_not_settle"


def may_settle(actor: User, application: Application) -> bool:
    return actor.has_role(Role.ADVISOR) and actor.pk not in {application.signed_by_id, application.applicant_id}


def check_may_settle(actor: User, application: Application) -> None:
    if not may_settle(actor, application):
        raise MayNotSettle(_("Vous avez signé cette demande avec la personne : un collègue doit la vérifier."))


def check_may_answer(actor: User, application: Application, answer: ObjectionAnswer) -> None:
    """Whoever filled the application in may correct it with the person, and may not say alone that they were right, nor that the
    person came round."""
    if answer != ObjectionAnswer.CORRECTED and not may_settle(actor, application):
        raise MayNotSettle(
            _("Vous avez signé cette demande avec la personne : un collègue doit relire, ou corrigez avec elle.")
        )


def check_may_answer_act(actor: User, act: AssistedAct, answer: ActState) -> None:
    """The same of an act done for somebody."""
    hands = {act.agreement.advisor_id, act.person.pk}
    if not actor.has_role(Role.ADVISOR) or (answer != ActState.CORRECTED and actor.pk in hands):
        raise MayNotSettle(
            _("Vous avez fait cela pour la personne : un collègue doit répondre, ou corrigez avec elle.")
        )
