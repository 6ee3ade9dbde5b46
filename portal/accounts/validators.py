"""Long and still easy to guess: what the list of common passwords, made of short ones, does not know."""

from __future__ import annotations

from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyza", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm")
NEIGHBOURS = frozenset(pair for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way))
FEWEST_CHARACTERS = 5
MOSTLY = 0.75


class NotTrivial:
    """Refuses a repeated word, a walk along the keyboard or the alphabet, and a common password between digits."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: object = None) -> None:
        if self.is_trivial(password.casefold()):
            raise ValidationError(
                _("Ce mot de passe est facile à deviner. Essayez une phrase à vous, de quatre ou cinq mots."),
                code="password_trivial",
            )

    def get_help_text(self) -> str:
        return _("Pas un mot répété, ni des touches voisines.")

    def is_trivial(self, password: str) -> bool:
        word = password.strip("0123456789 !?.,;:-_*#@+=/") or password
        pairs = list(pairwise(password))
        walked = sum(pair in NEIGHBOURS or pair[0] == pair[1] for pair in pairs)
        return (
            len(set(password)) < FEWEST_CHARACTERS
            or word in self.common
            or any(each in (each + each)[1:-1] for each in (password, word))
            or walked >= MOSTLY * len(pairs)
        )
