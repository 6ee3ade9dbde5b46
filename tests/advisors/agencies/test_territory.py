"""Which agency receives a person: that of the commune, else of the postcode, else of the department, else it is said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F

from advisors.agencies import reference, services
from advisors.agencies.models import Agency, Attachment, How, Territory
from advisors.agencies.permissions import MayNotAttach
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.reference.models import Commune
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.registration import services as registration
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.reference.places import load_places
from tests.queries import queries_of
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data"
HEADER = "id,type,nom,adresse,complement,code_postal,ville,departement,latitude,longitude\n"
LILLE = "7,FT,France Travail - LILLE FIVES,1 RUE PIERRE LEGRAND,,59000,LILLE,59,50.633,3.085\n"


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    load_places()


@pytest.fixture
def roubaix() -> Agency:
    return opened("ROU", "59", 50.69, 3.18)


def opened(code: str, department: str, latitude: float | None = None, longitude: float | None = None) -> Agency:
    agency = services.open_agency(
        code=code, name=f"Agence {code}", phone="+33639980000", address="1 rue Neuve", opening_hours="9 h à 12 h",
        zone="Europe/Paris", department=department, latitude=latitude, longitude=longitude, actor=None, now=clock.now(),
    )  # fmt: skip
    services.redraw(actor=None, now=clock.now())
    return agency


def registered(**facts: object) -> Seeker:
    seeker = SeekerFactory(**facts)
    registration.register(seeker=seeker, on=clock.today(), actor=None, now=clock.now())
    return seeker


def live(seeker: Seeker) -> Attachment:
    return Attachment.objects.live().get(seeker=seeker)


def test_a_commune_is_served_by_the_nearest_agency_of_its_department(roubaix: Agency) -> None:
    dunkirk = opened("DUN", "59", 51.03, 2.37)
    opened("ELS", "62", 51.03, 2.37)
    assert Territory.objects.get(commune="59512").agency == roubaix
    assert Territory.objects.get(commune="59183").agency == dunkirk
    assert not Territory.objects.filter(commune="33063").exists()


def test_an_agency_opened_nearer_takes_over_but_what_was_decided_by_hand_stays(roubaix: Agency) -> None:
    for code in ("59599", "59163"):
        services.serve(commune=Commune.objects.get(pk=code), agency=roubaix, actor=None, now=clock.now())
    nearer = opened("TOU", "59", 50.72, 3.16)
    assert Territory.objects.get(commune="59599").agency == roubaix
    assert Territory.objects.filter(agency=nearer, commune="59512").count() == 0
    assert Territory.objects.filter(agency=nearer).exists()
    assert services.redraw(actor=None, now=clock.now()) == 0


def test_registering_attaches_to_the_agency_of_the_commune(roubaix: Agency) -> None:
    seeker = registered(postcode="59100", commune_code="59512")
    assert (live(seeker).agency, live(seeker).how) == (roubaix, How.COMMUNE)
    assert Entry.objects.filter(action="agencies.attached", subject=seeker.user).count() == 1


def test_without_a_commune_the_postcode_decides_and_then_the_department(roubaix: Agency) -> None:
    assert live(registered(postcode="59390")).how == How.POSTCODE
    assert live(registered(postcode="59999")).how == How.DEPARTMENT
    corsica = opened("BAS", "2B")
    island = opened("REU", "974")
    assert live(registered(postcode="20600")).agency == corsica
    assert live(registered(postcode="97499")).agency == island


def test_when_no_agency_fits_the_row_says_so_and_an_agency_opened_later_takes_them() -> None:
    seeker = registered(postcode="33000", commune_code="33063")
    assert (live(seeker).agency, live(seeker).how) == (None, How.NONE)
    bordeaux = opened("BOR", "33", 44.84, -0.58)
    assert services.attach_waiting(actor=None, now=clock.now()) == 1
    assert live(seeker).agency == bordeaux
    assert services.attach_waiting(actor=None, now=clock.now()) == 0


def test_who_registered_before_there_were_agencies_is_attached_too(roubaix: Agency) -> None:
    old, gone = registered(postcode="59100"), registered(postcode="59100")
    Attachment.objects.all().delete()
    registration.cease(
        registration=gone.registrations.get(), on=clock.today(), reason="asked", actor=gone.user, now=clock.now()
    )
    assert services.attach_waiting(actor=None, now=clock.now()) == 1
    assert live(old).agency == roubaix
    assert not gone.attachments.exists()
    assert Entry.objects.filter(action="agencies.attached_waiting").count() == 1


def test_who_moves_is_received_elsewhere_and_the_past_is_kept(roubaix: Agency) -> None:
    seeker = registered(postcode="59100", commune_code="59512")
    bordeaux = opened("BOR", "33", 44.84, -0.58)
    move(seeker, "33000")
    assert live(seeker).agency == bordeaux
    assert [each.agency for each in seeker.attachments.order_by("pk")] == [roubaix, bordeaux]
    move(seeker, "33000")
    assert seeker.attachments.count() == 2


def move(seeker: Seeker, postcode: str) -> None:
    profiles.change_contact(
        seeker=seeker, actor=seeker.user, now=clock.now(), email=seeker.user.email, phone="", postcode=postcode,
        preferred_channel="email", phone_is_shared=False,
    )  # fmt: skip


def test_what_a_director_chose_stands_until_the_person_moves(roubaix: Agency) -> None:
    seeker = registered(postcode="59100", commune_code="59512")
    other = opened("BOR", "33", 44.84, -0.58)
    services.attach_by_hand(seeker=seeker, agency=other, actor=director(), now=clock.now())
    services.attach(seeker=seeker, actor=None, now=clock.now())
    assert (live(seeker).agency, live(seeker).how) == (other, How.BY_HAND)
    move(seeker, "59200")
    assert live(seeker).agency == roubaix


def director() -> User:
    return UserFactory(roles=(Role.DIRECTOR,))


def test_an_advisor_chooses_nobodys_agency(roubaix: Agency) -> None:
    seeker, advisor = registered(postcode="33000"), UserFactory(roles=(Role.ADVISOR,))
    with pytest.raises(MayNotAttach):
        services.attach_by_hand(seeker=seeker, agency=roubaix, actor=advisor, now=clock.now())
    with pytest.raises(MayNotAttach):
        services.serve(commune=Commune.objects.get(pk="33063"), agency=roubaix, actor=advisor, now=clock.now())
    assert live(seeker).how == How.NONE


def test_nobody_is_received_in_two_agencies_and_no_row_lies(roubaix: Agency) -> None:
    seeker = registered(postcode="59100")
    for facts in ({"agency": roubaix, "how": How.BY_HAND}, {"agency": roubaix, "how": How.NONE}, {"how": How.COMMUNE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.create(seeker=seeker, **facts)


def test_the_person_reads_where_they_are_received(roubaix: Agency) -> None:
    page = signed_in(registered(postcode="59100").user).get("/").text
    assert "Agence ROU" in page
    assert "9 h à 12 h" in page
    assert "06 39 98 00 00" in page
    assert "pas encore choisie" in signed_in(registered(postcode="33000").user).get("/").text


def test_a_director_sees_where_people_wait_and_never_who(roubaix: Agency) -> None:
    seeker = registered(postcode="33000", commune_code="33063")
    browser = signed_in(director())
    page = browser.get("/agences/sans-agence/").text
    assert "Bordeaux" in page
    assert seeker.last_name not in page
    address = f"/agences/sans-agence/{seeker.user.public_id}/"
    assert browser.post(address, {"agency": ""}).status_code == 422
    assert browser.post(address, {"agency": roubaix.pk}).status_code == 302
    assert live(seeker).agency == roubaix
    assert browser.get(address).status_code == 404


def test_a_whole_commune_at_once(roubaix: Agency) -> None:
    first, second = (registered(postcode="33000", commune_code="33063") for _ in range(2))
    address = f"/agences/sans-agence/{first.user.public_id}/"
    signed_in(director()).post(address, {"agency": roubaix.pk, "whole_commune": "on"})
    assert live(first).agency == live(second).agency == roubaix
    assert live(registered(postcode="33000", commune_code="33063")).agency == roubaix


def test_the_list_asks_as_much_for_one_as_for_many(roubaix: Agency) -> None:
    browser = signed_in(director())
    registered(postcode="33000", commune_code="33063")
    browser.get("/agences/sans-agence/")
    few = queries_of(lambda: browser.get("/agences/sans-agence/"))
    for _ in range(10):
        registered(postcode="33000", commune_code="33063")
    many = queries_of(lambda: browser.get("/agences/sans-agence/"))
    assert len(many) == len(few)


def imported(folder: Path, lines: str) -> str:
    (folder / "agences_adresses.csv").write_text(HEADER + lines, encoding="utf-8")
    told = io.StringIO()
    call_command("import_reference", str(folder), stdout=told, stderr=io.StringIO())
    return told.getvalue()


def test_the_official_agencies_draw_the_map_and_take_who_waits(tmp_path: Path) -> None:
    seeker = registered(postcode="59000", commune_code="59350")
    imported(tmp_path, LILLE)
    agency = Agency.objects.get()
    assert (agency.code, agency.name) == ("FT7", "Agence Lille Fives")
    assert agency.address == "1 RUE PIERRE LEGRAND, 59000 Lille"
    assert live(seeker).agency == agency


def test_an_import_leaves_telephone_and_hours_alone(tmp_path: Path) -> None:
    imported(tmp_path, LILLE)
    Agency.objects.update(phone="+33639980000", opening_hours="9 h à 12 h")
    imported(tmp_path, LILLE.replace("LEGRAND", "GRAND"))
    agency = Agency.objects.get()
    assert (agency.phone, agency.opening_hours) == ("+33639980000", "9 h à 12 h")
    assert "PIERRE GRAND" in agency.address


@pytest.mark.parametrize(
    ("name", "head_office"),
    [
        ("France Travail - DT NORD", True),
        ("France Travail - DR PACA - DT 13", True),
        ("France Travail - DIRECTION TERRITORIALE DE MOSELLE", True),
        ("France Travail - DT 45 LOIRET / PE ORLEANS OUEST", False),
        ("France Travail - MANOSQUE APE ET DR", False),
        ("France Travail - DREUX", False),
        ("France Travail - 62", False),
    ],
)
def test_a_head_office_receives_nobody(name: str, head_office: bool) -> None:
    assert reference.is_head_office(name) is head_office


@pytest.mark.parametrize(
    ("name", "city", "said"),
    [
        ("France Travail - 62", "Arras", "Agence Arras"),
        ("France Travail - APE DE SAINTE ROSE", "Ste Rose", "Agence Sainte Rose"),
        ("France Travail - PE PEZENAS", "Pezenas", "Agence Pezenas"),
        ("France Travail - SAINTE-GENEVIÈVE-DES-BOIS", "", "Agence Sainte-Geneviève-des-Bois"),
    ],
)
def test_the_name_of_an_agency_is_written_for_people(name: str, city: str, said: str) -> None:
    assert reference.name_of(name, city) == said


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not beside this project")
def test_the_official_files_give_an_agency_to_nearly_every_commune() -> None:
    call_command("import_reference", str(OFFICIAL), stdout=io.StringIO(), stderr=io.StringIO())
    communes = Commune.objects.count()
    served = Territory.objects.count()
    assert Agency.objects.count() > 850
    assert communes - served < 250
    assert Territory.objects.exclude(agency__department=F("commune__department")).count() == 0
    assert Territory.objects.filter(commune__department__in=["2A", "2B"]).count() > 300
