"""One person of each role, and a victim whose every word would be recognised if it leaked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.notifications.models import Message
from seekers.declarations.answers import Employer
from seekers.help import services as help_services
from seekers.profiles.models import Seeker
from tests.benefits.entitlements.claims import BAKERY, certificate, claimed, examined
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.documents.factories import asked, ready
from tests.portal.intake.factories import CANARY as SLIP
from tests.portal.intake.factories import left_behind
from tests.seekers.declarations.browsing import MORNING
from tests.seekers.declarations.factories import sent, worked
from tests.seekers.profiles.factories import BankAccountFactory
from tests.seekers.registration.factories import registered

CANARIES = {
    "first_name": "Zéphyrine",
    "last_name": "Quintefeuille",
    "email": "zephyrine@canari.invalid",
    "phone": "+33639981234",
    "nir": "287049912345678",
    "iban": "FR7612345987650123456789014",
    "employer": "Confiserie Tournesol",
    "message": "La girafe du canari est rose",
    "help": "Ma tortue a mangé la réponse",
    "receipt": "",  # the code of the proof, known once it is given
}


@dataclass
class Victim:
    seeker: Seeker
    words: tuple[str, ...]

    @property
    def user(self) -> User:
        return self.seeker.user


def victim() -> Victim:
    """A seeker with a file, a bank account, a declaration and a message, whose words are found nowhere else."""
    seeker = registered(
        first_name=CANARIES["first_name"], last_name=CANARIES["last_name"], birth_date=date(1979, 2, 3),
        phone=CANARIES["phone"], nir=CANARIES["nir"], user__email=CANARIES["email"], user__full_name="Zéphyrine Quintefeuille",
    )  # fmt: skip
    BankAccountFactory(seeker=seeker, iban=CANARIES["iban"], holder="Z QUINTEFEUILLE")
    version = sent(seeker, worked(Employer(CANARIES["employer"], 2400, 60_000, ended=False)), now=MORNING)
    Message.objects.create(
        user=seeker.user, kind="tests.canary", channel="inbox", dedupe_key="canary", body=CANARIES["message"],
        subject=CANARIES["message"], state="delivered", sent_at=MORNING,
    )  # fmt: skip
    audit.record(action="file.opened", target=seeker, actor=None)
    ready(person=seeker.user, about=f"employer:{CANARIES['employer']}:2026-10-31")
    asked(seeker.user, kind="identity")
    job = replace(BAKERY, employer=CANARIES["employer"])
    certificate(job, nir=CANARIES["nir"])
    examined(claimed(job, seeker=seeker))
    help_services.ask(person=seeker.user, way="write", words=CANARIES["help"], actor=seeker.user, now=MORNING)
    left_behind(seeker.user)
    return Victim(seeker, (*filter(None, CANARIES.values()), version.receipt, SLIP))


def one_of(role: Role) -> Client:
    """A browser of a person with this role, second factor given where it is asked for; a seeker is registered."""
    user = registered().user if role is Role.SEEKER else UserFactory(roles=(role,))
    return signed_in(user)
