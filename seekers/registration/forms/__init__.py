"""The pages of the journey as forms, by step: ``form_of(step)(typed, asking=…, judged=…)``.

Each has ``is_sound()``, ``answers()``, ``wrong``, and is walked field by field.
"""

from __future__ import annotations

from typing import Any

from seekers.registration.forms.asking import Asking, StepForm
from seekers.registration.forms.person import AddressForm, ContactForm, IdentityForm
from seekers.registration.forms.search import AvailabilityForm, BankForm, HouseholdForm, SearchForm
from seekers.registration.forms.work import SituationForm
from seekers.registration.models import Step

FORMS: dict[str, type[StepForm] | type[SituationForm]] = {
    Step.IDENTITY: IdentityForm,
    Step.CONTACT: ContactForm,
    Step.ADDRESS: AddressForm,
    Step.SITUATION: SituationForm,
    Step.HOUSEHOLD: HouseholdForm,
    Step.AVAILABILITY: AvailabilityForm,
    Step.SEARCH: SearchForm,
    Step.BANK: BankForm,
}


def form_of(step: str, typed: Any, *, asking: Asking, judged: bool = True) -> StepForm | SituationForm:
    """The form of ``step``; ``typed`` is flat form data, as a browser posts it."""
    return FORMS[step](typed, asking=asking, judged=judged)


__all__ = ["FORMS", "Asking", "SituationForm", "StepForm", "form_of"]
