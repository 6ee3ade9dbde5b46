"""Everybody in the demo town is registered: some since long ago, the others in the first days of October or November.

One person has begun and not signed; and employers have sent what they owe about two people who may come by FranceConnect.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from portal import clock
from portal.demo.accounts import introduce
from portal.demo.hands import spread
from portal.demo.town import FOUNDED_AT, PASSWORD, Town, habit, share
from portal.months import Month
from seekers.profiles.demo import CAST, by_number, impossible_nir, number_of, trait_of
from seekers.profiles.models import Seeker
from seekers.registration import services
from seekers.registration.answers import Address, Answers, Contact, Identity
from seekers.registration.certificate_lines import Line
from seekers.registration.models import Application, EndReason, Registration, Step

NEWCOMERS_IN = (Month(2026, 10), Month(2026, 11), Month(2026, 11))
OF_OLD = frozenset({"agency", "forgetful", "end_of_rights", "ass", "refused_account"})
"""Their story needs a past: a habit, a month that was missed, a right that has run down."""


@share(order=30, title="registrations")
def registrations(town: Town) -> None:
    founded_on = clock.day_of(FOUNDED_AT)
    everybody = by_number(Seeker.objects.select_related("user"))
    since = [(seeker, founded_on - timedelta(days=town.chance.randrange(20, 500))) for seeker in everybody]
    of_old = [each for each in since if arrives_on(each[0]) is None]
    spread(was_registered, of_old, lambda done: town.progress("", done, len(of_old)))


def was_registered(since: tuple[Seeker, date]) -> None:
    seeker, on = since
    services.register(seeker=seeker, on=on, actor=None, now=clock.now())


def arrives_on(seeker: Seeker) -> date | None:
    """The day on which a newcomer registers; None for those who were here before."""
    number = number_of(seeker.user.identifier)
    known = {persona.identifier for persona in CAST}
    if seeker.user.identifier in known or trait_of(seeker) in OF_OLD or number % 8 == 0:
        return None
    return NEWCOMERS_IN[number % len(NEWCOMERS_IN)].first.replace(day=1 + number % 7)


@habit(hour=9, order=10)
def newcomers_register(today: date) -> None:
    if Month.of(today) not in NEWCOMERS_IN:
        return
    elsewhere = Seeker.objects.exclude(pk__in=Registration.objects.values("seeker")).select_related("user")
    spread(registers, [seeker for seeker in by_number(elsewhere) if arrives_on(seeker) == today])


def registers(seeker: Seeker) -> None:
    services.register(seeker=seeker, on=clock.today(), actor=seeker.user, now=clock.now())


DRAFT, BEGINS_ON = "nadia", date(2026, 11, 27)
ZELIE, ISMAEL = impossible_nir(900_001, date(1994, 2, 17)), impossible_nir(900_002, date(1988, 11, 30))
"""Two who have no account yet and come by FranceConnect: they read their number on the page of the invented identities."""


@habit(hour=10)
def somebody_begins(today: date) -> None:
    """Nadia tells who she is, how to reach her and where she lives; then she goes and looks for her payslips."""
    if today != BEGINS_ON or Application.objects.filter(applicant__identifier=DRAFT).exists():
        return
    now = clock.now()
    draft = services.begin(first_name="Nadia", last_name="Lefort", language="fr", now=now)
    user = draft.applicant
    user.identifier = DRAFT  # drawn at random for real people; a visitor must be able to type it
    user.set_password(PASSWORD)
    user.save(update_fields=["identifier", "password"])
    said = replace(
        Answers(),
        identity=Identity(
            "Nadia", "Lefort", date(1987, 4, 12), "Caen", "french", impossible_nir(900_003, date(1987, 4, 12))
        ),
        contact=Contact(f"{DRAFT}@habitants.example", "+33639989903", False, "email", "fr", "medium"),
        address=Address("3 rue des Lilas", "59100", "59512"),
    )
    for step in (Step.IDENTITY, Step.CONTACT, Step.ADDRESS):
        draft = services.save_step(
            application=draft, step=step, answers=said, typed=None, edition=draft.edition, actor=user, now=now
        )


@habit(hour=10, order=60)
def employers_write(today: date) -> None:
    if today != BEGINS_ON:
        return
    lines = [
        _sent("AE-DEMO-1", ZELIE, "Librairie du Beffroi", date(2024, 11, 4), date(2026, 10, 30), 44_820_00, 3_420),
        _sent("AE-DEMO-2", ISMAEL, "Garage de la Ravine", date(2025, 2, 3), date(2026, 11, 13), 37_260_00, 3_080),
    ]
    services.receive_certificates(lines=lines, actor=None, now=clock.now())


def _sent(reference: str, nir: str, employer: str, first: date, last: date, gross_cents: int, hours: int) -> Line:
    """The establishment 00000 of no firm: its number has a right key."""
    columns = {
        "nir": nir, "employer": employer, "siret": "00000000000000", "starts_on": first, "ends_on": last,
        "gross_cents": gross_cents, "minutes": hours * 60, "end_reason": EndReason.END_OF_FIXED_TERM, "seasonal": False,
        "termination_indemnity_cents": 0, "holiday_indemnity_cents": 0,
    }  # fmt: skip
    return Line(reference, columns)


introduce(DRAFT, "inscription commencée, pas encore signée : à finir")
