"""The day of one envelope: it counts for that letter alone, with the reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.intake import services
from portal.intake.models import Bundle, Letter, Slip
from portal.intake.refusals import AlreadyKnown, ReasonMissing, WrongDays
from portal.intake.rules import codes
from portal.notifications.models import Message
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.intake.factories import NOW, TODAY, batch_of, printed, sheets

pytestmark = pytest.mark.django_db
POSTED = TODAY - timedelta(days=9)


@pytest.fixture
def by() -> User:
    return UserFactory(roles=(Role.ADVISOR,))


@pytest.fixture
def two(by: User) -> tuple[Slip, Slip]:
    """Two forms of one pile, which bears one day."""
    first, second = printed(UserFactory()), printed(UserFactory())
    batch_of(*sheets(first), *sheets(second), postmarked_on=TODAY - timedelta(days=1))
    return Slip.objects.get(pk=first.pk), Slip.objects.get(pk=second.pk)


def dated(slip: Slip, by: User, on: date | None, reason: str = "cachet lu sur l’enveloppe") -> Bundle:
    return services.date_letter(bundle=slip.bundles.get(), postmarked_on=on, reason=reason, actor=by, now=NOW)


def test_it_counts_for_this_letter_and_for_no_other(two: tuple[Slip, Slip], by: User) -> None:
    dated(two[0], by, POSTED)
    days = [Slip.objects.get(pk=each.pk).postmarked_on for each in two]
    assert days == [POSTED, TODAY - timedelta(days=1)]
    entry = Entry.objects.get(action="intake.letter_dated")
    assert (entry.actor, entry.reason, entry.details["to"]) == (by, "cachet lu sur l’enveloppe", POSTED.isoformat())


def test_a_postmark_that_cannot_be_read_is_taken_away(two: tuple[Slip, Slip], by: User) -> None:
    dated(two[0], by, None)
    assert Slip.objects.get(pk=two[0].pk).postmarked_on is None


def test_it_says_why_and_comes_before_the_arrival(two: tuple[Slip, Slip], by: User) -> None:
    with pytest.raises(ReasonMissing):
        dated(two[0], by, POSTED, "  ")
    with pytest.raises(WrongDays):
        dated(two[0], by, TODAY + timedelta(days=1))
    assert not Entry.objects.filter(action="intake.letter_dated").exists()


def test_once_the_form_is_keyed_its_day_has_counted(two: tuple[Slip, Slip], by: User) -> None:
    services.mark_keyed(slip=two[0], actor=by, now=NOW)
    with pytest.raises(AlreadyKnown):
        dated(two[0], by, POSTED)


def test_the_page_leads_back_to_where_it_was_asked(by: User) -> None:
    browser, today = signed_in(by), clock.today()
    batch_of(*sheets(printed(UserFactory())), now=clock.now(), received_on=today)
    page = f"/courrier/a-trier/{Bundle.objects.get().public_id}/cachet/"
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"postmarked_on": today.isoformat()}).status_code == 422
    said = {"postmarked_on": today.isoformat(), "reason": "enveloppe gardée"}
    assert browser.post(f"{page}?next=/conseil/formulaires/", said).url == "/conseil/formulaires/"
    assert browser.post(f"{page}?next=https://ailleurs.example/", said).url.startswith("/courrier/")


def test_whoever_sent_a_blank_form_reads_what_was_read_once_they_are_known(by: User) -> None:
    awa = UserFactory()
    batch_of(*sheets(Slip(code=codes.BLANK, pages=2)))
    slip = Slip.objects.get()
    assert not Message.objects.filter(user=awa).exists()
    services.name_person(slip=slip, person=awa, actor=by, now=NOW)
    services.name_person(slip=slip, person=awa, actor=by, now=NOW)
    told = Message.objects.filter(user=awa, kind="intake.registration_form", channel="inbox")
    assert told.count() == 1, "said once"
    assert not Letter.objects.filter(recipient=awa).exists(), "no letter to a bare name"
