"""The folder that the bank's connector empties.  A file is there whole, or it is not there.

In 2009 a test file of 50,000 unemployment benefits was executed for real (CAPAC).  So a file is executable only in a real
installation, and there only: elsewhere it carries TEST in its name, an account that cannot exist, and lies in another folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from benefits.payments.gateways.sepa import Sender
from portal.refusals import Refused

IMPOSSIBLE_IBAN = "FR0099999999999999999999999"
"""Its check digits are 00, which no calculation gives."""


class WrongPlace(Refused):
    """An executable file outside a real installation, or a test file inside one."""

    code = "wrong_place_for_this_file"


def executable() -> bool:
    """May this place write files that a bank would execute?  Refuses (``WrongPlace``) settings that contradict themselves."""
    real = not (settings.DEBUG or settings.DEMO or settings.TEST)
    if settings.SEPA_EXECUTABLE and not real:
        raise WrongPlace(_("Une démonstration ne fabrique pas de virement exécutable."))
    if real and not settings.SEPA_EXECUTABLE:
        raise WrongPlace(_("Une installation réelle ne fabrique pas de virement d’essai."))
    if real and not settings.SEPA_DEBTOR_IBAN:
        raise WrongPlace(_("Le compte à débiter n’est pas renseigné (SEPA_DEBTOR_IBAN)."))
    return real


def sender(*, real: bool) -> Sender:
    """Whose account is debited."""
    if real:
        return Sender(settings.SEPA_DEBTOR_NAME, settings.SEPA_DEBTOR_IBAN, settings.SEPA_DEBTOR_BIC)
    return Sender("ESSAI NE PAS EXECUTER", IMPOSSIBLE_IBAN, "")


def message_id(run_id: int, number: int, edition: int, *, real: bool) -> str:
    """The same slice and edition have the same name for ever: the bank refuses the second of two."""
    return f"{'REBOND' if real else 'TEST'}-{run_id}-{number}-{edition}"


def path_of(name: str, *, real: bool) -> Path:
    return settings.SEPA_FOLDER / ("bank" if real else "test") / f"{name}.xml"


def put(name: str, content: bytes, *, real: bool) -> Path:
    """Write, flush to the disk, then give the file its name: the bank never sees half of one.  Done again: the same file."""
    if real != executable():
        raise WrongPlace(_("Ce fichier n’a pas été fait pour cette installation."))
    path = path_of(name, real=real)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
