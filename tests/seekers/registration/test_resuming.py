"""The code that goes on with a draft on another device: once, for who knows the date of birth, and not for long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.codes import ALPHABET
from portal.notifications.models import Message
from seekers.registration import codes, services
from seekers.registration.models import Application, ResumeCode
from seekers.registration.services import CodeDead, FileIsHere, NoBirthDate
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.applying import MORNING, begun, filled
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
BORN = date(1987, 4, 12)
LATER = MORNING + timedelta(days=1)


def resume(code: str, *, birth_date: date | None = BORN, now=LATER, place: str = "here"):
    return services.resume(code=code, birth_date=birth_date, address_key=place, now=now)


def made(draft=None) -> str:
    return services.make_resume_code(application=draft or filled(), actor=None, now=MORNING)


def test_it_opens_the_draft_once() -> None:
    draft = filled()
    code = made(draft)
    assert resume(code.lower().replace("-", " ")) == draft
    with pytest.raises(CodeDead):
        resume(code)


def test_only_its_digest_is_kept() -> None:
    code = made()
    assert code not in str(list(ResumeCode.objects.values_list("code_key", flat=True)))
    assert codes.read(code) == code


def test_the_wrong_date_of_birth_opens_nothing_and_five_of_them_kill_it() -> None:
    code = made()
    for place in range(5):
        with pytest.raises(CodeDead):
            resume(code, birth_date=date(1990, 1, 1 + place), place=f"place {place}")
    with pytest.raises(CodeDead):
        resume(code)


def test_four_wrong_dates_leave_the_right_one_its_chance() -> None:
    draft = filled()
    code = made(draft)
    for day in range(1, 5):
        with pytest.raises(CodeDead):
            resume(code, birth_date=date(1990, 1, day))
    assert resume(code) == draft


@pytest.mark.parametrize("life", [timedelta(days=14), timedelta(days=400)])
def test_it_dies_after_fourteen_days(life: timedelta) -> None:
    code = made()
    with pytest.raises(CodeDead):
        resume(code, now=MORNING + life)


def test_a_new_code_kills_the_one_before() -> None:
    draft = filled()
    old, new = made(draft), made(draft)
    with pytest.raises(CodeDead):
        resume(old)
    assert resume(new) == draft


@pytest.mark.parametrize("typed", ["", "\0", "AAAAA-AAAAA", "x" * 400, "٣٣٣٣٣-٣٣٣٣٣"])
def test_what_is_no_code_is_refused_in_the_same_words(typed: str) -> None:
    with pytest.raises(CodeDead):
        resume(typed)


def test_no_code_before_the_date_of_birth_is_known() -> None:
    with pytest.raises(NoBirthDate):
        made(begun())


def test_it_is_sent_where_the_person_chose_to_be_written_to() -> None:
    code = services.send_resume_code(application=filled(), actor=None, now=MORNING)
    message = Message.objects.get(kind="registration.resume_code")
    assert (message.channel, message.address) == ("email", "nadia@inscription.invalid")
    assert code in message.body


def test_a_lost_code_is_sent_again_to_the_address_of_the_draft_only() -> None:
    filled()
    for address, born, sent in (
        ("inconnue@inscription.invalid", BORN, 0),
        ("nadia@inscription.invalid", date(1990, 1, 1), 0),
        ("06 39 98 11 11", BORN, 1),
        ("NADIA@inscription.invalid", BORN, 1),  # too soon after the first
    ):
        assert services.ask_resume_code(address=address, birth_date=born, address_key="here", now=MORNING) is None
        assert Message.objects.filter(kind="registration.resume_code").count() == sent


def test_a_slip_of_one_sign_is_always_seen() -> None:
    code = codes.new_code()
    for place, sign in enumerate(code):
        if sign != "-":
            others = set(ALPHABET) - {sign}
            assert not any(codes.read(code[:place] + other + code[place + 1 :]) for other in others)


def known() -> Application:
    """Somebody whose file is here, who applies again."""
    seeker = registered(birth_date=BORN)
    return services.begin_again(seeker=seeker, actor=seeker.user, now=MORNING)


@pytest.mark.asvs("6.5.5")
def test_no_code_opens_the_file_of_somebody_who_is_known() -> None:
    draft = known()
    with pytest.raises(FileIsHere):
        made(draft)
    email = draft.applicant.email
    services.ask_resume_code(address=email, birth_date=BORN, address_key="here", now=MORNING)
    assert not ResumeCode.objects.exists()
    page = signed_in(draft.applicant).post("/inscription/autre-appareil/")
    assert "connectez-vous sur l’autre appareil" in page.content.decode()


def test_a_code_made_before_their_file_was_found_opens_nothing_any_more() -> None:
    draft = filled()
    code = made(draft)
    Application.objects.filter(pk=draft.pk).update(seeker=registered())
    with pytest.raises(CodeDead):
        resume(code)
