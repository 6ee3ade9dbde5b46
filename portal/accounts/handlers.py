"""What the rooms below say, and what it changes for an account."""

from __future__ import annotations

from portal.accounts.models import User
from portal.accounts.services import choose_language
from portal.events import subscribe
from portal.web.events import LanguageChosen


@subscribe(LanguageChosen)
def keep_the_language(event: LanguageChosen) -> None:
    user = User.objects.get(pk=event.user_id)
    choose_language(user=user, language=event.language, actor=user)
