"""An account that three people give, or under another name: held, decided by the staff, and nobody told why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.profiles import services
from seekers.profiles.models import UNTIL_DECIDED, AccountDoubt, BankAccount, Seeker
from seekers.profiles.services import doubts
from tests.portal.accounts.factories import UserFactory
from tests.portal.accounts.factories import signed_in as signed_in_user
from tests.seekers.declarations.browsing import MORNING, signed_in
from tests.seekers.profiles.factories import IBAN, SeekerFactory
from tests.seekers.profiles.test_account_page import OTHER_IBAN, PAGE, TYPED, proved_ago
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db

THIRD_IBAN = "FR7630006000011234567890189"


def give(seeker: Seeker, *, iban: str = IBAN, holder: str = "", now=MORNING, **more) -> BankAccount:
    return services.change_bank_account(
        seeker=seeker, iban=iban, holder=holder or str(seeker), actor=seeker.user, now=now, **more
    )


def open_doubts() -> set[tuple[str, int]]:
    return set(AccountDoubt.objects.open().values_list("kind", "account__seeker"))


class TestSharedByThree:
    def test_two_people_share_an_account_and_nobody_is_held(self) -> None:
        accounts = [give(SeekerFactory()) for _number in range(2)]
        assert [each.held_until for each in accounts] == [None, None]
        assert not open_doubts()

    def test_the_third_holds_all_three_and_each_is_a_matter_for_the_staff(self) -> None:
        people = [SeekerFactory() for _number in range(3)]
        for each in people:
            give(each)
        assert set(BankAccount.objects.live().values_list("held_until", flat=True)) == {UNTIL_DECIDED}
        assert open_doubts() == {("shared", each.pk) for each in people}
        assert not BankAccount.objects.usable(MORNING + timedelta(days=4000)).exists()
        assert Entry.objects.filter(action="profiles.bank_account_doubted").count() == 3

    def test_one_person_after_another_is_seen_too(self) -> None:
        first = SeekerFactory()
        give(first)
        give(first, iban=OTHER_IBAN, now=MORNING + timedelta(days=1))
        give(SeekerFactory(), now=MORNING + timedelta(days=2))
        assert give(SeekerFactory(), now=MORNING + timedelta(days=3)).awaits_decision
        assert BankAccount.objects.live().get(seeker=first).iban == OTHER_IBAN

    def test_who_left_the_account_long_ago_is_not_counted(self) -> None:
        first = SeekerFactory()
        give(first)
        give(first, iban=OTHER_IBAN, now=MORNING + timedelta(days=1))
        later = MORNING + timedelta(days=1) + doubts.LOOK_BACK
        give(SeekerFactory(), now=later)
        assert not give(SeekerFactory(), now=later).awaits_decision

    def test_without_the_count_the_third_would_be_paid(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doubts, "TOO_MANY", 4)
        for _number in range(3):
            assert give(SeekerFactory()).held_until is None

    def test_each_is_told_the_same_words_which_name_nobody(self) -> None:
        people = [SeekerFactory(by_sms=True) for _number in range(3)]
        for each in people:
            give(each)
        told = Message.objects.filter(kind="profiles.bank_account_checked", channel="inbox")
        assert set(told.values_list("user", flat=True)) == {each.user_id for each in people}
        bodies = set(told.values_list("body", flat=True))
        assert len(bodies) == 1
        assert not any(str(each) in bodies.pop() for each in people[:1])

    def test_the_person_reads_what_to_do_and_nothing_of_the_others(self) -> None:
        for _number in range(2):
            give(SeekerFactory(last_name="Quintefeuille"))
        mine = registered(first_name="Awa")
        browser = proved_ago(signed_in(mine))
        page = browser.post(PAGE, {"iban": IBAN, "holder": str(mine)}, follow=True).content.decode()
        assert "avant de payer dessus" in page
        assert "Envoyer mon RIB" in page
        trail = browser.get("/mon-dossier/ouvertures/").content.decode()
        for word in ("Quintefeuille", "partag", "plusieurs personnes", "9999"):
            assert word not in page + trail

    def test_an_account_that_was_replaced_is_let_through_no_more(self) -> None:
        """The page was open while the person gave another one."""
        seeker = SeekerFactory()
        give(seeker)
        waiting = give(seeker, iban=OTHER_IBAN)
        give(seeker, iban=THIRD_IBAN)
        with pytest.raises(services.WrongBankAccount):
            services.confirm_bank_account(account=waiting, reason="rappelée", actor=UserFactory(), now=MORNING)

    def test_no_advisor_lets_it_through_from_the_file_of_one_person(self) -> None:
        accounts = [give(SeekerFactory()) for _number in range(3)]
        with pytest.raises(services.WrongBankAccount):
            services.confirm_bank_account(account=accounts[2], reason="rappelée", actor=UserFactory(), now=MORNING)
        assert BankAccount.objects.get(pk=accounts[2].pk).awaits_decision


class TestDecided:
    @pytest.fixture
    def director(self):
        return UserFactory(roles=(Role.DIRECTOR,))

    @pytest.fixture
    def shared(self) -> list[BankAccount]:
        return [give(SeekerFactory()) for _number in range(3)]

    def decide(self, verb, account: BankAccount, actor, note: str = "Jugement de tutelle vu") -> AccountDoubt:
        return verb(doubt=account.doubts.open().get(), note=note, actor=actor, now=MORNING)

    def test_cleared_is_paid_and_the_others_wait(self, shared, director) -> None:
        self.decide(services.clear_doubt, shared[0], director)
        assert list(BankAccount.objects.usable(MORNING)) == [shared[0]]
        assert Message.objects.filter(user=shared[0].person, kind="profiles.bank_account_verified").exists()

    def test_cleared_stays_cleared_when_a_fourth_comes(self, shared, director) -> None:
        for account in shared:
            self.decide(services.clear_doubt, account, director)
        fourth = give(SeekerFactory())
        assert open_doubts() == {("shared", fourth.seeker_id)}
        assert BankAccount.objects.usable(MORNING).count() == 3

    def test_cleared_of_one_doubt_it_waits_for_the_other(self, shared, director) -> None:
        account = give(SeekerFactory(), holder="PAUL MARTIN", confirmed=True)
        assert set(account.doubts.values_list("kind", flat=True)) == {"other_name", "shared"}
        services.clear_doubt(doubt=account.doubts.get(kind="other_name"), note="Vu", actor=director, now=MORNING)
        assert BankAccount.objects.get(pk=account.pk).awaits_decision
        services.clear_doubt(doubt=account.doubts.get(kind="shared"), note="Vu", actor=director, now=MORNING)
        assert list(BankAccount.objects.usable(MORNING)) == [account]

    def test_refused_ends_the_account_and_asks_for_another(self, shared, director) -> None:
        self.decide(services.refuse_account, shared[2], director)
        assert not shared[2].seeker.bank_accounts.live().exists()
        assert Message.objects.filter(user=shared[2].person, kind="profiles.bank_account_not_paid").exists()

    def test_refused_it_is_followed_by_no_account_that_is_paid_at_once(self, director) -> None:
        """Whoever took over the file of somebody tries with one account, then with another."""
        owner = SeekerFactory()
        give(owner)
        taken = give(owner, iban=OTHER_IBAN, holder="PAUL MARTIN", confirmed=True)
        self.decide(services.refuse_account, taken, director)
        assert give(owner, iban=THIRD_IBAN).held_until == MORNING + services.HOLD

    def test_what_was_refused_to_a_person_is_doubted_again(self, director) -> None:
        account = give(SeekerFactory(), holder="PAUL MARTIN", confirmed=True)
        self.decide(services.refuse_account, account, director)
        again = give(account.seeker, holder="PAUL MARTIN", confirmed=True)
        assert again.awaits_decision

    def test_a_decision_has_words_and_is_taken_once(self, shared, director) -> None:
        doubt = shared[0].doubts.get()
        with pytest.raises(services.WrongBankAccount):
            services.clear_doubt(doubt=doubt, note="  ", actor=director, now=MORNING)
        services.clear_doubt(doubt=doubt, note="Vu", actor=director, now=MORNING)
        with pytest.raises(services.NothingToDecide):
            services.refuse_account(doubt=doubt, note="Non", actor=director, now=MORNING)
        assert Entry.objects.get(action="profiles.accountdoubt.cleared").actor == director

    def test_nobody_lets_through_the_account_on_which_they_are_paid(self, shared) -> None:
        """One account may be a seeker's and a director's at once."""
        himself = shared[0].person
        RoleGrant.objects.create(user=himself, role=Role.DIRECTOR)
        with pytest.raises(services.SameHand):
            self.decide(services.clear_doubt, shared[0], himself)
        assert not BankAccount.objects.usable(MORNING).exists()

    @pytest.mark.parametrize("other_name", [True, False])
    def test_whoever_gave_it_for_the_person_by_whatever_door_lets_it_through_no_more(
        self, director, other_name
    ) -> None:
        seeker = SeekerFactory()
        give(seeker)
        holder = "PAUL MARTIN" if other_name else str(seeker)
        given = services.change_bank_account(
            seeker=seeker, iban=OTHER_IBAN, holder=holder, actor=director, now=MORNING, confirmed=True
        )
        verb = services.confirm_bank_account
        with pytest.raises(services.SameHand):
            self.decide(services.clear_doubt, given, director) if other_name else verb(
                account=given, reason="vue", actor=director, now=MORNING
            )
        assert BankAccount.objects.get(pk=given.pk).held_until == MORNING + services.HOLD

    def test_the_page_shows_the_reasons_and_writes_each_opening(self, shared, director) -> None:
        desk = signed_in_user(director)
        doubt = shared[0].doubts.get()
        listed = desk.get("/comptes-a-verifier/").content.decode()
        page = desk.get(f"/comptes-a-verifier/{doubt.pk}/").content.decode()
        assert listed.count("Le même compte est donné") == 3
        assert "3 personnes" in page
        assert all(str(each.seeker) in page for each in shared)
        assert IBAN not in page
        assert Entry.objects.filter(action="file.opened", actor=director).count() == 3
        settled = desk.post(f"/comptes-a-verifier/{doubt.pk}/decider/", {"action": "clear", "note": "RIB vu"})
        assert settled["Location"] == "/comptes-a-verifier/"
        assert AccountDoubt.objects.get(pk=doubt.pk).note == "RIB vu"

    @pytest.mark.parametrize("role", [Role.ADVISOR, Role.SEEKER, Role.RECRUITER])
    def test_the_page_is_nobody_elses(self, shared, role: Role) -> None:
        browser = signed_in_user(UserFactory(roles=(role,)))
        assert browser.get("/comptes-a-verifier/").status_code == 404
        assert browser.get(f"/comptes-a-verifier/{shared[0].doubts.get().pk}/").status_code == 404


class TestAnotherName:
    def test_it_is_refused_until_confirmed(self) -> None:
        with pytest.raises(services.OtherHolder):
            give(SeekerFactory(), holder="PAUL MARTIN")
        assert not BankAccount.objects.exists()

    def test_confirmed_it_waits_three_days_and_is_a_matter_for_the_staff(self) -> None:
        account = give(SeekerFactory(), holder="PAUL MARTIN", confirmed=True)
        assert account.held_until == MORNING + services.HOLD
        assert open_doubts() == {("other_name", account.seeker_id)}

    def test_a_slip_that_the_person_mends_is_no_longer_a_matter(self) -> None:
        seeker = SeekerFactory()
        give(seeker, holder="AMINA KESLER", confirmed=True)
        give(seeker, now=MORNING + timedelta(hours=1))
        assert not open_doubts()

    def test_the_page_asks_then_takes_it(self) -> None:
        browser = proved_ago(signed_in(registered(first_name="Awa")))
        typed = TYPED | {"holder": "PAUL MARTIN"}
        asked = browser.post(PAGE, typed)
        assert asked.status_code == 422
        assert "Le titulaire ne porte pas votre nom" in asked.content.decode()
        assert browser.post(PAGE, typed | {"confirmed": "on"}).status_code == 302
        assert AccountDoubt.objects.get().kind == "other_name"

    def test_without_the_comparison_nothing_would_be_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doubts, "bears_name", lambda *_names: True)
        assert give(SeekerFactory(), holder="PAUL MARTIN").held_until is None
        assert not open_doubts()
