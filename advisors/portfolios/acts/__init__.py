"""Every act of a person that an advisor can do for them, by its code, in the order of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from advisors.portfolios.act import Act, Done, Subject
from advisors.portfolios.acts.asking import (
    AskAnswer,
    AskCall,
    AskVisit,
    CancelHelp,
    ObjectToAct,
    ObjectToMonth,
    ObjectToRegistration,
    RegisterAgain,
)
from advisors.portfolios.acts.documents import SendDocument, WithdrawDocument
from advisors.portfolios.acts.file import (
    ChangeAccount,
    ChangeAddress,
    ChangeContact,
    EraseAdjustments,
    FormsByPost,
    TellAdjustments,
)
from advisors.portfolios.acts.rights import (
    ChooseRight,
    ClaimSolidarity,
    ClaimSolidarityAgain,
    ContestDecision,
    ContestSolidarity,
    Recompute,
)

CHAPTERS: tuple[tuple[Any, tuple[Act, ...]], ...] = (
    (_("Ses documents"), (SendDocument(), WithdrawDocument())),
    (_("Son dossier"), (
        ChangeContact(), ChangeAddress(), ChangeAccount(), FormsByPost(), TellAdjustments(), EraseAdjustments(),
    )),
    (_("Son inscription et ses droits"), (
        RegisterAgain(), Recompute(), ChooseRight(), ContestDecision(), ClaimSolidarity(), ClaimSolidarityAgain(),
        ContestSolidarity(),
    )),
    (_("Être aidée"), (AskCall(), AskAnswer(), AskVisit(), CancelHelp())),
    (_("Elle n’est pas d’accord"), (ObjectToMonth(), ObjectToRegistration(), ObjectToAct())),
)  # fmt: skip
"""As the page shows them."""
ACTS = {act.code: act for _title, acts in CHAPTERS for act in acts}

__all__ = ["ACTS", "CHAPTERS", "Act", "Done", "Subject"]
