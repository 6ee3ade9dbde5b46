"""Every act of a person that an advisor can do for them, by its code, in the order of the page."""

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

ACTS: dict[str, Act] = {
    act.code: act
    for act in (
        SendDocument(), WithdrawDocument(), ChangeContact(), ChangeAddress(), ChangeAccount(), RegisterAgain(),
        Recompute(), ChooseRight(), ContestDecision(), ClaimSolidarity(), ClaimSolidarityAgain(), ContestSolidarity(), AskCall(),
        AskAnswer(), AskVisit(), CancelHelp(), FormsByPost(), TellAdjustments(), EraseAdjustments(), ObjectToMonth(),
        ObjectToRegistration(), ObjectToAct(),
    )
}  # fmt: skip

__all__ = ["ACTS", "Act", "Done", "Subject"]
