"""Why a bank sends money back (ISO 20022 reason codes), and what follows."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _


class NextStep(Enum):
    NEW_ACCOUNT = "the account cannot be paid: it is marked, and the payment waits for another"
    EXPLAIN = "someone must find out with the person or the bank: the payment waits"
    SEND_AGAIN = "not the person's doing: due again at once, and the staff looks at our file"
    CHECK = "perhaps paid already: nothing is sent before the staff has looked"
    STOP = "the holder has died: everything stops, and nobody is written to"


NEXT_STEPS = {
    "AC01": NextStep.NEW_ACCOUNT,  # no such IBAN
    "AC04": NextStep.NEW_ACCOUNT,  # closed
    "AG01": NextStep.NEW_ACCOUNT,  # an account that takes no transfer (livret)
    "RC01": NextStep.NEW_ACCOUNT,  # bank unknown
    "AC06": NextStep.EXPLAIN,  # blocked
    "BE04": NextStep.EXPLAIN,  # an address is asked for
    "MS02": NextStep.EXPLAIN,  # refused by the person
    "MS03": NextStep.EXPLAIN,  # no reason given
    "CUST": NextStep.EXPLAIN,  # asked for by the person
    "RR04": NextStep.EXPLAIN,  # regulatory
    "AG02": NextStep.SEND_AGAIN,  # operation code
    "AM04": NextStep.SEND_AGAIN,  # our own account was short
    "ED05": NextStep.SEND_AGAIN,  # settlement failed
    "FF01": NextStep.SEND_AGAIN,  # format
    "AM05": NextStep.CHECK,  # duplicate
    "DUPL": NextStep.CHECK,  # duplicate
    "FOCR": NextStep.CHECK,  # our own recall
    "MD07": NextStep.STOP,
}
"""A code that is not here is to be explained: never an error, never silence."""

WORDS = {
    "AC01": _("ce compte n’existe pas"),
    "AC04": _("compte clos"),
    "AC06": _("compte bloqué"),
    "AG01": _("ce compte ne reçoit pas de virement"),
    "AG02": _("opération refusée"),
    "AM04": _("notre compte manquait d’argent"),
    "AM05": _("envoyé deux fois"),
    "BE04": _("adresse demandée"),
    "CUST": _("demandé par la personne"),
    "DUPL": _("envoyé deux fois"),
    "ED05": _("règlement entre banques manqué"),
    "FF01": _("fichier mal écrit"),
    "FOCR": _("rappelé par nous"),
    "MD07": _("titulaire décédé"),
    "MS02": _("refusé par la personne"),
    "MS03": _("sans raison donnée"),
    "RC01": _("banque inconnue"),
    "RR04": _("raison réglementaire"),
}
"""For the staff: the person reads a sentence of their own."""


def next_step(code: str) -> NextStep:
    return NEXT_STEPS.get(code, NextStep.EXPLAIN)
