"""The rights of the demo town: those of old, and a claim at each stage for a visitor to find."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from benefits.entitlements import services
from benefits.entitlements.models import Claim, Scheme
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.accounts import introduce
from portal.demo.hands import spread
from portal.demo.town import FOUNDED_AT, VISITED_FROM, Town, habit, share
from portal.documents import services as documents
from portal.documents.models import Document, DocumentKind, Via
from portal.documents.models import State as DocumentState
from seekers.profiles.demo import by_number, trait_of
from seekers.profiles.models import Seeker
from seekers.registration import services as registration
from seekers.registration.answers import Answers, Availability, Household, Job, Situation
from seekers.registration.answers import Search as SearchAnswers
from seekers.registration.certificate_lines import Line
from seekers.registration.models import Application

CLAIMED_ON = clock.day_of(VISITED_FROM) - timedelta(days=4)  # the days before are skipped
NO_SIRET = "0" * 14
READ_ON = CLAIMED_ON + timedelta(days=2)

BAKERY = Job(
    "Boulangerie des Tilleuls", date(2025, 3, 3), date(2026, 10, 31), 3_720_000, 20 * 9_100, "end_of_fixed_term",
    holiday_indemnity_cents=58_000,
)  # fmt: skip
SUMMER = Job(
    "Camping des Oyats", date(2026, 7, 1), date(2026, 8, 30), 380_000, 2 * 9_100, "end_of_fixed_term", seasonal=True
)


@dataclass(frozen=True)
class Story:
    """One claim: the jobs told, what their employer sent, and whether the identity was sent and read."""

    why: str
    jobs: tuple[Job, ...]
    sent: tuple[Job, ...]
    identity: bool = True
    read: bool = True


STORIES = {
    "90000000005": Story("demande d’allocation accordée automatiquement", (BAKERY,), (BAKERY,)),
    "90000000032": Story("demande d’allocation : il manque deux documents", (BAKERY,), (), identity=False),
    "90000000059": Story(
        "demande d’allocation étudiée : l’employeur déclare un autre salaire, une pièce est à lire", (BAKERY,),
        (replace(BAKERY, gross_cents=3_540_000),), read=False,
    ),
    "90000000078": Story("demande d’allocation refusée : pas assez de travail", (SUMMER,), (SUMMER,)),
}  # fmt: skip
"""People of the town who have no right when it is founded."""

for _identifier, _story in STORIES.items():
    introduce(_identifier, _story.why)


@share(order=40, title="rights")
def rights(town: Town) -> None:
    everybody = by_number(Seeker.objects.select_related("user"))
    terms = [(seeker, terms_for(trait_of(seeker), town)) for seeker in everybody if trait_of(seeker) != "no_right"]
    spread(has_a_right, terms, lambda done: town.progress("", done, len(terms)))


def terms_for(trait: str, town: Town) -> dict[str, Any]:
    """The right of somebody who lives ``trait``, as ``open_entitlement`` takes it."""
    founded_on = clock.day_of(FOUNDED_AT)
    if trait == "ass":
        return {
            "scheme": Scheme.ASS,
            "opened_on": founded_on - timedelta(days=30),
            "days": 182,
            "monthly_resources_cents": town.chance.choice((0, 60_000, 98_000)),
        }
    return {
        "scheme": Scheme.ARE,
        "opened_on": founded_on - timedelta(days=15),
        "contract_ended_on": founded_on - timedelta(days=40),
        "days": 105 if trait == "end_of_rights" else town.chance.choice((243, 365, 548)),
        "sjr_cents": town.chance.randrange(16_500, 26_000)
        if trait == "high_wage"
        else town.chance.randrange(5_200, 11_500),
        "csg_rate": town.chance.choice((620, 620, 380, 0)),
    }


def has_a_right(terms: tuple[Seeker, dict[str, Any]]) -> None:
    seeker, right = terms
    services.open_entitlement(seeker=seeker, **right, actor=None, now=clock.now())


@habit(hour=10, order=30)
def some_claim(today: date) -> None:
    """A few days before the visit, so that every stage of a claim can be seen."""
    if today != CLAIMED_ON:
        return
    people = Seeker.objects.filter(user__identifier__in=STORIES).select_related("user").order_by("pk")
    for number, seeker in enumerate(people, start=1):
        _claim(seeker, STORIES[seeker.user.identifier], number)


def _claim(seeker: Seeker, story: Story, number: int) -> Application:
    lines = [Line(f"DEMO-{number}-{place}", _columns(seeker, job)) for place, job in enumerate(story.sent)]
    registration.receive_certificates(lines=lines, actor=None, now=clock.now())
    draft = registration.begin_again(seeker=seeker, actor=seeker.user, now=clock.now())
    known = Answers.from_json(draft.answers)
    answers = replace(
        known,
        identity=replace(known.identity, birth_place="Lille", nationality="french"),
        contact=replace(known.contact, autonomy="medium"),
        address=replace(known.address, line=f"{number} rue des Essais", commune="59350"),
        situation=Situation(True, True, story.jobs, False, (), True),
        household=Household(False, 0, 0),
        availability=Availability(available=True, adjustments_consent=False),
        search=SearchAnswers("N1103", "Magasinier", 30, ("permanent",), 35),
        bank=known.bank if known.bank.iban else replace(known.bank, later=True),
    )
    if story.identity:
        documents.receive(
            person=seeker.user,
            kind=DocumentKind.IDENTITY,
            files=[_card()],
            via=Via.ONLINE,
            actor=seeker.user,
            now=clock.now(),
        )
    return registration.sign(application=draft, answers=answers, actor=seeker.user, now=clock.now())


@habit(hour=10, order=20)
def a_benefit_advisor_reads(today: date) -> None:
    """Two days later: the last proof that is accepted decides."""
    reader = User.objects.filter(grants__role=Role.BENEFIT_ADVISOR, grants__ended_at=None).order_by("pk").first()
    if today != READ_ON or reader is None:
        return
    for claim in Claim.objects.waiting().select_related("seeker__user").order_by("pk"):
        story = STORIES.get(claim.person.identifier)
        for document in Document.objects.filter(person=claim.person, state=DocumentState.READY).order_by("pk"):
            if story is not None and story.read:
                documents.accept(document=document, actor=reader, now=clock.now())


def _columns(seeker: Seeker, job: Job) -> dict[str, object]:
    told = {name: getattr(job, name) for name in Job.__dataclass_fields__}
    return told | {"nir": seeker.nir or "", "siret": NO_SIRET}


def _card() -> SimpleUploadedFile:
    """A drawn card that says what it is."""
    picture = Image.new("RGB", (1200, 800), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.text(
            (80, 60 + line * 56),
            "CARTE D’IDENTITÉ – SPÉCIMEN DE DÉMONSTRATION" if line == 0 else "· " * 40,
            fill="black",
            font_size=34,
        )
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return SimpleUploadedFile("carte.jpg", written.getvalue(), "image/jpeg")
