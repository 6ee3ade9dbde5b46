"""What the person reads of the answer to their objection: what was decided, and what can be done next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seekers.registration.models import ObjectionAnswer

DECIDED: dict[str, Promise] = {
    ObjectionAnswer.CORRECTED: _("Votre demande est corrigée avec vous, par une nouvelle demande"),
    ObjectionAnswer.WITHDRAWN: _("Vous avez retiré votre contestation : votre demande suit son cours"),
    ObjectionAnswer.KEPT: _("Votre demande reste comme elle est"),
}
NEXT: dict[str, Promise] = {
    ObjectionAnswer.CORRECTED: _(
        "Rien n’est changé avant que vous donniez votre accord à la nouvelle demande. Vos droits continuent en attendant."
    ),
    ObjectionAnswer.WITHDRAWN: _("Vous n’avez rien à faire. Une question ? Appelez-nous."),
    ObjectionAnswer.KEPT: _(
        "Si vous demandez l’allocation, un conseiller indemnisation, qui n’a pas rempli cette demande, regarde ce que vous avez "
        "dit et décide. Vous pourrez contester sa décision pendant deux mois, sur la page « Mes droits » ou en nous appelant."
    ),
}
