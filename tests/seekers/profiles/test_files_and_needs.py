"""A file for an account that exists, what completes it, and the needs that are told by consent."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.profiles import services
from seekers.profiles.models import AdjustmentNeed, Seeker
from seekers.profiles.services import AlreadyKnown, NoConsent, WrongIdentity
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 11, 29), 10)
NIR = "287049912345637"


def opened(**given: object) -> Seeker:
    facts = {
        "first_name": "Nadia",
        "last_name": "Lefort",
        "birth_date": date(1987, 4, 12),
        "postcode": "97410",
        "nir": NIR,
    }
    return services.create_seeker_for(user=UserFactory(roles=(Role.APPLICANT,)), actor=None, now=NOW, **(facts | given))


def test_a_file_is_opened_for_the_account_that_signs() -> None:
    seeker = opened(commune_code="97416", address_line="1 chemin des Vacoas")
    assert (seeker.nir, seeker.zone, seeker.commune_code) == (NIR, "Indian/Reunion", "97416")
    assert Entry.objects.filter(action="profiles.created", subject=seeker.user).exists()


def test_nobody_gets_a_number_that_is_anothers() -> None:
    SeekerFactory(nir=NIR)
    with pytest.raises(AlreadyKnown):
        opened()


def test_a_wrong_number_opens_nothing() -> None:
    with pytest.raises(WrongIdentity):
        opened(nir="287049912345699")
    assert not Seeker.objects.exists()


def test_only_what_is_not_known_yet_is_filled_in() -> None:
    seeker = opened(nir=None, birth_place="Caen")
    done = services.complete_identity(
        seeker=seeker, birth_place="Lille", nationality="french", nir=NIR, actor=seeker.user, now=NOW
    )
    assert (done.birth_place, done.nationality, done.nir) == ("Caen", "french", NIR)


class TestNeeds:
    def told(self, seeker: Seeker, **given: object) -> AdjustmentNeed | None:
        facts = {"kinds": ["seeing"], "words": "Grands caractères", "consents": True}
        return services.tell_adjustments(seeker=seeker, actor=seeker.user, now=NOW, **(facts | given))

    def test_they_are_kept_by_consent_only(self) -> None:
        seeker = SeekerFactory()
        with pytest.raises(NoConsent):
            self.told(seeker, consents=False)
        assert self.told(seeker, kinds=[], words="") is None
        assert not AdjustmentNeed.objects.exists()

    def test_the_trail_never_says_which(self) -> None:
        seeker = SeekerFactory()
        self.told(seeker)
        assert "seeing" not in str(list(Entry.objects.filter(subject=seeker.user).values_list("details", "reason")))

    def test_withdrawing_erases_them_and_twice_changes_nothing(self) -> None:
        seeker = SeekerFactory()
        self.told(seeker)
        for _time in range(2):
            services.withdraw_adjustments(seeker=seeker, actor=seeker.user, now=NOW)
        need = AdjustmentNeed.objects.get()
        assert (need.kinds, need.words, need.withdrawn_at) == ([], "", NOW)
        assert Entry.objects.filter(action="profiles.adjustments_withdrawn").count() == 1

    def test_withdrawn_needs_cannot_say_anything_even_by_mistake(self) -> None:
        seeker = SeekerFactory()
        self.told(seeker)
        with pytest.raises(IntegrityError), transaction.atomic():
            AdjustmentNeed.objects.update(withdrawn_at=NOW)
