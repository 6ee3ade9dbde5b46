"""How at ease people are online: said, noticed with its evidence, set aside; it never touches a right."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from portal import clock, events
from portal.accounts import services as accounts
from portal.accounts.events import AccountLocked
from portal.audit.models import Entry
from seekers.declarations.models import Declaration
from seekers.profiles import rules, services
from seekers.profiles.models import Autonomy, AutonomyObservation, AutonomySign, Seeker, UsualChannel
from seekers.profiles.services import Sighting
from seekers.reminders import services as reminders
from seekers.reminders.cohorts import cohort
from seekers.reminders.ladder import Cohort
from tests.benefits.payments.factories import entitled, priced
from tests.factories import advisor
from tests.portal.accounts.factories import UserFactory
from tests.seekers.declarations.factories import NOVEMBER
from tests.seekers.registration.factories import registered

BASE = Path(__file__).resolve().parents[3]
NOW = clock.at(date(2026, 12, 1), 9)
NEVER_DECIDES = {"autonomy", "observed_autonomy", "usual_channel", "usual_channel_seen", "Autonomy", "UsualChannel"}
NOT_A_RULE = {"migrations", "demo.py", "town.py"}
"""The demo town fills in forms as people do."""
WHERE_RIGHTS_ARE = ("benefits", "seekers/registration/rules", "seekers/declarations/rules.py")


def see(seeker, sign=AutonomySign.DRAFT_ABANDONED, *keys: str, now=NOW) -> int:
    sightings = [Sighting(seeker.pk, sign, key, {"month": key}) for key in keys or ("2026-10",)]
    return services.observe_autonomy(sightings=sightings, now=now)


def level(seeker) -> str:
    seeker.refresh_from_db()
    return seeker.observed_autonomy


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ((), "unknown"),
        (("lost_password",), "unknown"),
        (("draft_abandoned",), "unknown"),
        (("draft_abandoned", "draft_abandoned"), "low"),
        (("locked_out", "lost_password"), "low"),
        (("at_counter",), "low"),
        (("something_of_an_older_release",) * 9, "unknown"),
    ],
)
def test_one_mishap_says_nothing_and_several_add_up(signs, found):
    assert rules.observed_level(signs) == found


def test_every_sign_counts_for_something():
    assert set(rules.POINTS) == set(AutonomySign.values)


@pytest.mark.django_db
class TestNoticing:
    def test_each_thing_is_noticed_once_with_its_evidence(self):
        person = registered()
        assert see(person) == 0
        assert see(person) == 0
        assert see(person, AutonomySign.DRAFT_ABANDONED, "2026-11") == 1
        assert level(person) == Autonomy.LOW
        assert [each.evidence for each in person.autonomy_observations.counted()] == [
            {"month": "2026-11"},
            {"month": "2026-10"},
        ]
        line = Entry.objects.get(action="profiles.autonomy_observed")
        assert (line.actor, line.subject, line.details["to"]) == (None, person.user, "low")

    def test_ten_wrong_passwords_and_a_lost_one_are_noticed_of_seekers_only(self):
        person = registered()
        for user in (person.user, UserFactory()):
            events.publish(AccountLocked(user.pk, NOW, NOW + timedelta(hours=1)))
            accounts.ask_reset(name=user.identifier, address_key="here", now=NOW)
        assert accounts.answer_resets(now=NOW) == 2
        assert set(AutonomyObservation.objects.values_list("seeker", "sign")) == {
            (person.pk, "locked_out"),
            (person.pk, "lost_password"),
        }

    def test_months_begun_and_never_sent_are_noticed_by_the_slice(self, django_assert_max_num_queries):
        begun, empty = registered(), registered()
        rows = [
            Declaration.objects.create(seeker=begun, month=NOVEMBER, draft={"worked": True}, draft_saved_at=NOW),
            Declaration.objects.create(seeker=empty, month=NOVEMBER),
        ]
        with django_assert_max_num_queries(8):
            reminders.notice_abandoned(declaration_ids=[row.pk for row in rows], now=NOW)
        assert [each.seeker for each in AutonomyObservation.objects.all()] == [begun]

    def test_the_habit_of_the_counter_is_noticed_and_forgotten_when_the_person_declares_online(self):
        person = registered()
        services.observe_usual_channel(seeker=person, ways=("agency", "paper", "agency"), actor=None, now=NOW)
        assert level(person) == Autonomy.LOW
        services.observe_usual_channel(seeker=person, ways=("web", "web", "agency"), actor=None, now=NOW)
        assert level(person) == Autonomy.UNKNOWN
        assert not person.autonomy_observations.exists()

    def test_what_is_older_than_a_year_is_forgotten(self):
        person = registered()
        see(person, AutonomySign.DRAFT_ABANDONED, "2026-10", "2026-11")
        assert services.forget_old_observations(now=NOW + timedelta(days=364)) == 0
        assert services.forget_old_observations(now=NOW + timedelta(days=365)) == 2
        assert level(person) == Autonomy.UNKNOWN


@pytest.mark.django_db
class TestSayingAndSettingAside:
    def test_the_person_s_word_is_kept_beside_what_was_noticed(self):
        person = registered()
        see(person, AutonomySign.DRAFT_ABANDONED, "2026-10", "2026-11")
        services.say_autonomy(seeker=person, level="high", actor=person.user, now=NOW)
        services.say_autonomy(seeker=person, level="high", actor=person.user, now=NOW)
        assert (level(person), person.autonomy) == (Autonomy.LOW, Autonomy.HIGH)
        assert Entry.objects.filter(action="profiles.autonomy_said").count() == 1
        with pytest.raises(ValueError, match="genius"):
            services.say_autonomy(seeker=person, level="genius", actor=person.user, now=NOW)

    @pytest.mark.parametrize("who", ["person", "advisor"])
    def test_a_sign_that_means_nothing_is_set_aside_and_not_noticed_again(self, who):
        person = registered()
        see(person, AutonomySign.DRAFT_ABANDONED, "2026-10", "2026-11")
        hand = person.user if who == "person" else advisor()
        first = person.autonomy_observations.counted().first()
        services.set_aside(observation=first, actor=hand, now=NOW)
        services.set_aside(observation=first, actor=hand, now=NOW)
        assert level(person) == Autonomy.UNKNOWN
        see(person, AutonomySign.DRAFT_ABANDONED, "2026-11")
        assert level(person) == Autonomy.UNKNOWN
        assert Entry.objects.get(action="profiles.autonomy_set_aside").actor == hand

    def test_nobody_sets_aside_without_a_hand(self):
        person = registered()
        see(person)
        with pytest.raises(IntegrityError), transaction.atomic():
            AutonomyObservation.objects.update(dismissed_at=NOW)


@pytest.mark.django_db
def test_it_chooses_who_is_reminded_and_called():
    person = registered()
    assert person not in cohort(Cohort.AT_RISK, NOVEMBER)
    see(person, AutonomySign.DRAFT_ABANDONED, "2026-10", "2026-11")
    assert person in cohort(Cohort.AT_RISK, NOVEMBER)


@pytest.mark.django_db
def test_the_same_month_pays_the_same_whatever_we_know_of_the_person():
    at_ease, struggling = entitled(), entitled()
    Seeker.objects.filter(pk=struggling.seeker_id).update(
        autonomy=Autonomy.LOW, observed_autonomy=Autonomy.LOW, usual_channel=UsualChannel.PAPER
    )
    first, second = (priced(right, gross=60_000) for right in (at_ease, struggling))
    assert first.amount_cents == second.amount_cents > 0
    counted = [
        each.attname for each in first._meta.concrete_fields if each.attname.endswith(("_cents", "_days", "days"))
    ]
    assert len(counted) > 1
    assert [getattr(first, name) for name in counted] == [getattr(second, name) for name in counted]


class TestItNeverTouchesARight:
    """Amounts and decisions are made where these words do not exist."""

    def spoken(self, source: str) -> set[str]:
        """Every name, attribute, keyword and word of a text that code could read a column by."""
        words: set[str] = set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Name):
                words.add(node.id)
            elif isinstance(node, ast.Attribute):
                words.add(node.attr)
            elif isinstance(node, ast.keyword | ast.arg):
                words |= set(str(node.arg).split("__"))
            elif isinstance(node, ast.alias):
                words.add(node.name)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= (
                    set(node.value.replace("__", " ").replace(".", " ").split()) if len(node.value) < 200 else set()
                )
        return words

    def sources(self) -> list[Path]:
        found = []
        for place in WHERE_RIGHTS_ARE:
            path = BASE / place
            found += (
                [path] if path.is_file() else [each for each in path.rglob("*.py") if not NOT_A_RULE & {*each.parts}]
            )
        return found

    def test_no_rule_and_no_benefit_reads_it(self):
        assert len(self.sources()) > 40
        told = {str(path.relative_to(BASE)): self.spoken(path.read_text()) & NEVER_DECIDES for path in self.sources()}
        allowed = {"seekers/registration/rules/problems.py": {"autonomy"}}  # that the answer is one of the choices
        assert {path: words for path, words in told.items() if words - allowed.get(path, set())} == {}

    @pytest.mark.parametrize(
        "source",
        [
            "rate = 4 if seeker.autonomy == 'low' else 5",
            "rows.filter(seeker__observed_autonomy='low')",
            "rows.values_list('seeker__usual_channel')",
            "from seekers.profiles.models import Autonomy",
        ],
    )
    def test_a_rule_that_read_it_would_be_seen(self, source):
        assert self.spoken(source) & NEVER_DECIDES
