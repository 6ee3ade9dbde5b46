"""The person's file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications import addresses
from portal.notifications.models import Message
from seekers.profiles import services
from seekers.profiles.models import BankAccount, Seeker
from tests.factories import advisor
from tests.seekers.profiles.factories import IBAN, BankAccountFactory, SeekerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OTHER_IBAN = "FR7610011000201234567890188"
NIR = "285009900000145"  # month of birth 00: nobody's


def create(**facts) -> Seeker:
    known = {
        "identifier": "amina", "first_name": "Amina", "last_name": "Kessler", "birth_date": date(1985, 4, 12),
        "postcode": "97410", "email": "amina@exemple.invalid", "phone": "06 39 98 00 01", "nir": NIR,
        "actor": None, "now": NOW,
    }  # fmt: skip
    return services.create_seeker(**(known | facts))


class TestCreating:
    def test_a_file_and_an_account(self):
        person = create(password="une phrase assez longue")
        assert (person.zone, str(person.phone), person.nir) == ("Indian/Reunion", "+33639980001", NIR)
        assert person.user.has_role(Role.SEEKER)
        assert person.user.check_password("une phrase assez longue")
        assert Entry.objects.filter(action="profiles.created", subject=person.user).count() == 1

    def test_without_a_password_nobody_signs_in(self):
        assert not create().user.has_usable_password()

    @pytest.mark.parametrize(
        ("field", "wrong"), [("nir", "285009900000146"), ("phone", "12"), ("postcode", "5910"), ("postcode", "5910٣")]
    )
    def test_what_cannot_exist_is_refused(self, field, wrong):
        with pytest.raises(services.WrongIdentity) as refused:
            create(**{field: wrong})
        assert refused.value.facts == {"field": field}
        assert not Seeker.objects.exists()

    def test_one_file_per_nir(self):
        create()
        with pytest.raises(services.AlreadyKnown):
            create(identifier="other", email=None)


class TestContact:
    def change(self, person, **facts):
        known = {
            "email": person.user.email, "phone": "+33639980001", "postcode": "59100",
            "preferred_channel": "sms", "phone_is_shared": False,
        }  # fmt: skip
        return services.change_contact(seeker=person, actor=person.user, now=NOW, **(known | facts))

    def test_moving_overseas_moves_the_deadlines(self):
        assert self.change(SeekerFactory(), postcode="97200").zone == "America/Martinique"

    def test_a_new_number_forgets_that_the_old_one_was_dead(self):
        person = SeekerFactory(by_sms=True, phone_failed_at=NOW, email_failed_at=NOW)
        changed = self.change(person, phone="06 39 98 00 02")
        assert changed.phone_failed_at is None
        assert changed.email_failed_at == NOW
        assert Entry.objects.get(action="profiles.contact_changed").details == {"changed": ["phone"]}

    def test_someone_elses_address_is_refused(self):
        person, other = SeekerFactory(), SeekerFactory()
        with pytest.raises(services.AlreadyKnown):
            self.change(person, email=other.user.email.upper())


class TestBankAccount:
    def change(self, person, iban=OTHER_IBAN, holder="Amina Kessler"):
        return services.change_bank_account(seeker=person, iban=iban, holder=holder, actor=person.user, now=NOW)

    def test_the_old_account_is_ended_and_every_channel_is_told(self):
        person = SeekerFactory(by_sms=True)
        old = BankAccountFactory(seeker=person)
        new = self.change(person, "FR76 1001 1000 2012 3456 7890 188")
        old.refresh_from_db()
        assert (old.ended_at, new.iban) == (NOW, OTHER_IBAN)
        assert list(person.bank_accounts.live()) == [new]
        channels = Message.objects.filter(user=person.user, kind="profiles.bank_account_changed")
        assert {message.channel for message in channels} == {"inbox", "email", "sms"}
        assert not channels.filter(body__contains=OTHER_IBAN).exists()

    def test_the_same_again_changes_nothing(self):
        person = SeekerFactory()
        first = self.change(person)
        assert self.change(person) == first
        assert BankAccount.objects.count() == 1

    def test_the_same_after_a_refusal_is_a_new_try(self):
        person = SeekerFactory()
        first = self.change(person)
        services.bank_refused(account=first, code="AC04", actor=None, now=NOW)
        assert self.change(person) != first
        assert person.bank_accounts.live().get().refused_code == ""

    @pytest.mark.parametrize(
        ("iban", "holder"),
        [("FR7630001007941234567890186", "A"), ("", "A"), (IBAN, " "), (IBAN, "a\x00b"), (IBAN, "a" * 71)],
    )
    def test_what_is_not_an_account(self, iban, holder):
        with pytest.raises(services.WrongBankAccount):
            self.change(SeekerFactory(), iban, holder)
        assert not BankAccount.objects.exists()

    def test_a_refusal_is_told_once_and_asks_for_another_account(self):
        account = BankAccountFactory()
        for _time in range(2):
            services.bank_refused(account=account, code="AC04", actor=None, now=NOW)
        account.refresh_from_db()
        assert account.refused_code == "AC04"
        assert Entry.objects.filter(action="profiles.bank_account_refused").count() == 1
        messages = Message.objects.filter(user=account.person, kind="profiles.bank_account_refused", channel="inbox")
        assert messages.count() == 1


class TestReaching:
    def test_a_dead_number_is_written_once_on_the_file(self):
        person, other = SeekerFactory(by_sms=True), SeekerFactory()
        ids = [person.user_id, advisor().pk]
        assert services.channel_failed(user_ids=ids, channel="sms", now=NOW) == 1
        assert services.channel_failed(user_ids=ids, channel="sms", now=NOW) == 0
        person.refresh_from_db()
        other.refresh_from_db()
        assert (person.phone_failed_at, other.phone_failed_at) == (NOW, None)
        assert Entry.objects.filter(action="profiles.channel_failed", subject=person.user).count() == 1

    def test_the_address_book_knows_what_works(self, django_assert_num_queries):
        person = SeekerFactory(by_sms=True, in_reunion=True, email_failed_at=NOW)
        with django_assert_num_queries(1):
            found = addresses.find([person.user_id])[person.user_id]
        assert (found.phone, found.preferred, found.zone) == ("+33639980001", "sms", "Indian/Reunion")
        assert (found.phone_works, found.email_works) == (True, False)

    def test_a_closed_account_is_not_written_to(self):
        person = SeekerFactory(user__is_active=False)
        assert addresses.find([person.user_id]) == {}


class TestHabit:
    def observe(self, person, *ways):
        return services.observe_usual_channel(seeker=person, ways=ways, actor=None, now=NOW)

    def test_it_changes_with_what_is_seen_and_says_why(self):
        person = SeekerFactory()
        assert self.observe(person, "agency").usual_channel_reason == ""
        assert self.observe(person, "web", "agency", "web").usual_channel == "web"
        assert person.usual_channel_reason == "2 des 3 dernières déclarations\u00a0: en ligne"
        assert Entry.objects.filter(action="profiles.usual_channel").count() == 1
        assert self.observe(person, "phone", "agency", "web").usual_channel == "unknown"
