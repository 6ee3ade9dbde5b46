"""The journey as a browser without JavaScript walks it: plain forms, redirects, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from portal import clock
from seekers.declarations import services
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration, Version
from seekers.profiles.models import Seeker
from tests.queries import queries_of
from tests.seekers.declarations.browsing import MORNING, SAID_NO, signed_in, two_employers
from tests.seekers.declarations.factories import NOVEMBER, said
from tests.seekers.declarations.factories import sent as sent_at
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
STEP1, STEP2, STEP3, PROOF = (f"/declarations/2026-11/{step}" for step in ("", "details/", "verifier/", "recu/"))
WORKED_AND_SICK = SAID_NO | {"worked": "yes", "sick_leave": "yes"}


def sent(seeker: Seeker, answers: Answers, *, base: int = 0) -> Version:
    return sent_at(seeker, answers, now=MORNING, base_version=base)


def employer(index: int, **said: str) -> dict[str, str]:
    row = {"name": "Crèche Les Lilas", "time_hours": "42", "time_minutes": "30", "pay": "570,30", "ended": "no"} | said
    return {f"employers-{index}-{name}": value for name, value in row.items()}


def rows(prefix: str, total: int) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": "0"}


DETAILS = (
    rows("employers", 2)
    | employer(0)
    | employer(1, name="Mairie de Bréhal", time_hours="12", time_minutes="", pay="156", ended="yes", estimated="on")
    | rows("sick_leave", 1)
    | {"sick_leave-0-starts_on": "2026-11-03", "sick_leave-0-ends_on": "2026-11-09"}
)


def draft(seeker: Seeker) -> Declaration:
    return Declaration.objects.get(seeker=seeker, month=NOVEMBER)


def test_five_requests_declare_a_simple_month(browser: Client, seeker: Seeker) -> None:
    assert browser.get(STEP1).status_code == 200
    assert browser.post(STEP1, SAID_NO).headers["Location"] == STEP3
    review = browser.get(STEP3)
    assert browser.post(STEP3, {"read": review.context["read"]}).headers["Location"] == PROOF
    receipt = browser.get(PROOF).content.decode()
    assert Version.objects.get(declaration__seeker=seeker).receipt in receipt


def test_two_employers_and_a_sick_leave_arrive_to_the_minute_and_the_cent(browser: Client, seeker: Seeker) -> None:
    assert browser.post(STEP1, WORKED_AND_SICK).headers["Location"] == STEP2
    assert browser.post(STEP2, DETAILS).headers["Location"] == STEP3
    browser.post(STEP3, {"read": browser.get(STEP3).context["read"]})
    version = Version.objects.get(declaration__seeker=seeker)
    told = [(each.name, each.minutes, each.gross_cents, each.ended, each.estimated) for each in version.employers.all()]
    assert told == [("Crèche Les Lilas", 2550, 57_030, False, False), ("Mairie de Bréhal", 720, 15_600, True, True)]
    assert [(each.kind, each.starts_on, each.ends_on) for each in version.spans.all()] == [
        ("sick_leave", date(2026, 11, 3), date(2026, 11, 9))
    ]


def test_no_answer_is_preset_and_the_month_is_named_in_every_question(browser: Client) -> None:
    page = browser.get(STEP1)
    assert " checked" not in page.content.decode()
    questions = [question for _title, group in page.context["form"].groups() for question in group]
    assert len(questions) == 9
    assert all("novembre 2026" in question.label for question in questions)


def test_an_unanswered_question_is_asked_again_and_what_was_said_stays(browser: Client, seeker: Seeker) -> None:
    page = browser.post(STEP1, SAID_NO | {"worked": ""})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_worked_0"' in html
    assert "Répondez par oui ou par non." in html
    assert html.count(" checked") == 8
    assert services.draft_of(draft(seeker)).pension is False


def test_no_to_everything_ends_nothing(browser: Client, seeker: Seeker) -> None:
    assert browser.post(STEP1, SAID_NO | {"still_looking": "no"}).headers["Location"] == STEP2
    assert browser.get(STEP3).headers["Location"] == STEP2, "the review is not reached without the second question"
    assert browser.post(STEP2, {}).status_code == 422
    assert not Version.objects.exists()
    assert seeker.registrations.active().exists()


def test_the_way_back_from_ending_keeps_the_person_registered(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO | {"still_looking": "no"})
    assert browser.post(STEP2, {"end-choice": "stay"}).headers["Location"] == STEP3
    browser.post(STEP3, {"read": browser.get(STEP3).context["read"]})
    assert Version.objects.get().still_looking
    assert seeker.registrations.active().exists()


def test_ending_takes_a_reason_a_day_and_a_second_yes(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO | {"still_looking": "no"})
    assert browser.post(STEP2, {"end-choice": "end"}).status_code == 422
    ending = {"end-choice": "end", "end-end_reason": "found_work", "end-ends_on": "2026-11-20"}
    browser.post(STEP2, ending)
    review = browser.get(STEP3)
    assert "met fin à votre inscription" in review.content.decode()
    confirmed = [each["finding"].key for each in review.context["surprises"]]
    browser.post(STEP3, {"read": review.context["read"], "confirmed": confirmed})
    assert Version.objects.get().ends_on == date(2026, 11, 20)
    assert not seeker.registrations.active().exists()


def test_words_that_are_not_an_answer_yet_come_back_letter_for_letter_on_another_device(
    browser: Client, seeker: Seeker
) -> None:
    browser.post(STEP1, SAID_NO | {"worked": "yes"})
    page = browser.post(STEP2, rows("employers", 1) | employer(0, pay="5l2,3O", time_hours="quarante"))
    assert page.status_code == 422
    elsewhere = signed_in(seeker)
    html = elsewhere.get(STEP2).content.decode()
    assert 'value="5l2,3O"' in html
    assert 'value="quarante"' in html
    assert "error-summary" not in html, "nobody is scolded for a page they have not sent"


def test_finishing_later_says_when_it_was_saved_and_that_it_is_not_sent(browser: Client, seeker: Seeker) -> None:
    page = browser.post(STEP1, {"worked": "no", "action": "later"}, follow=True)
    html = page.content.decode()
    assert "Enregistré à 10\u00a0h\u00a005" in html
    assert "pas encore envoyé" in html
    assert draft(seeker).state == "draft"


def test_rows_are_added_and_removed_without_a_script(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO | {"worked": "yes"})
    one = rows("employers", 1) | employer(0)
    assert browser.post(STEP2, one | {"action": "add:employers"}).headers["Location"] == f"{STEP2}#employers"
    page = browser.get(STEP2).content.decode()
    assert 'name="employers-1-name"' in page
    assert 'value="Crèche Les Lilas"' in page
    browser.post(
        STEP2, rows("employers", 2) | employer(0) | employer(1, name="Mairie") | {"action": "remove:employers:0"}
    )
    page = browser.get(STEP2).content.decode()
    assert 'value="Mairie"' in page
    assert "Crèche" not in page


def test_htmx_gets_the_rows_alone_and_they_are_those_of_the_page(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO | {"worked": "yes"})
    one = rows("employers", 1) | employer(0) | {"action": "add:employers"}
    part = browser.post(STEP2, one, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="rows"')
    whole = browser.get(STEP2).content.decode()
    assert part.split('<div id="errors"')[0].strip() in whole


def test_employers_whose_contract_goes_on_are_carried_over_by_name_alone(browser: Client, seeker: Seeker, at) -> None:
    sent(seeker, two_employers())
    at(clock.at(date(2026, 12, 29), 9))
    browser.post("/declarations/2026-12/", SAID_NO | {"worked": "yes"})
    html = browser.get("/declarations/2026-12/details/").content.decode()
    assert 'value="Crèche Les Lilas"' in html
    assert "Mairie de Bréhal" not in html, "that contract had ended"
    assert 'name="employers-0-pay" value' not in html


def test_an_unusual_answer_is_confirmed_or_corrected(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO | {"worked": "yes"})
    browser.post(STEP2, rows("employers", 1) | employer(0, pay="100"))
    review = browser.get(STEP3)
    read = review.context["read"]
    refused = browser.post(STEP3, {"read": read})
    assert refused.status_code == 422
    assert not Version.objects.exists()
    keys = [each["finding"].key for each in review.context["surprises"]]
    assert browser.post(STEP3, {"read": read, "confirmed": keys}).headers["Location"] == PROOF


def test_a_page_sent_twice_gives_the_same_receipt(browser: Client) -> None:
    browser.post(STEP1, SAID_NO)
    read = browser.get(STEP3).context["read"]
    for _click in range(3):
        assert browser.post(STEP3, {"read": read}).headers["Location"] == PROOF
    assert Version.objects.count() == 1


def test_two_tabs_that_say_different_things_end_on_a_page_with_both(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO)
    read = browser.get(STEP3).context["read"]
    sent(seeker, two_employers())
    page = browser.post(STEP3, {"read": read})
    html = page.content.decode()
    assert page.status_code == 409
    assert "Crèche Les Lilas" in html
    assert "Ce que vous vouliez envoyer" in html
    assert Version.objects.count() == 1


def test_a_tab_without_the_employers_that_another_asked_for_gets_a_row_not_a_form_s_entrails(browser: Client) -> None:
    browser.post("/declarations/2026-11/", SAID_NO | {"training": "yes"})
    browser.post("/declarations/2026-11/", SAID_NO | {"worked": "yes"})  # on another device
    dates = {"training-TOTAL_FORMS": "1", "training-INITIAL_FORMS": "0", "training-0-starts_on": "2026-11-02"}
    for typed in (dates, dates | {"employers-TOTAL_FORMS": "x", "employers-INITIAL_FORMS": "0"}):
        page = browser.post("/declarations/2026-11/details/", typed)
        assert page.status_code == 422
        words = page.content.decode()
        assert "Employeur 1, Nom de l’employeur – Ajoutez au moins un employeur." in words
        assert "ManagementForm" not in words
        assert "Total forms" not in words


def test_a_tab_sends_what_it_shows_even_when_another_has_changed_the_draft(browser: Client) -> None:
    browser.post(STEP1, SAID_NO)
    read = browser.get(STEP3).context["read"]
    browser.post(STEP1, SAID_NO | {"training": "yes"})
    browser.post(STEP3, {"read": read})
    assert not Version.objects.get().in_training


def test_a_review_page_of_someone_else_or_of_another_month_sends_nothing(browser: Client, seeker: Seeker) -> None:
    browser.post(STEP1, SAID_NO)
    read = browser.get(STEP3).context["read"]
    other = signed_in(registered())
    assert other.post(STEP3, {"read": read}).headers["Location"] == STEP3
    assert browser.post(STEP3, {"read": read + "x"}).headers["Location"] == STEP3
    assert not Version.objects.exists()


def test_a_correction_stands_beside_the_version_it_corrects(browser: Client, seeker: Seeker) -> None:
    first = sent(seeker, two_employers())
    assert "Vous corrigez une déclaration déjà envoyée" in browser.get(STEP1).content.decode()
    browser.post(STEP1, SAID_NO)
    review = browser.get(STEP3)
    browser.post(
        STEP3,
        {"read": review.context["read"], "confirmed": [each["finding"].key for each in review.context["surprises"]]},
    )
    page = browser.get(PROOF).content.decode()
    assert Version.objects.count() == 2
    assert f"/declarations/2026-11/recu/{first.receipt}/" in page
    assert "Crèche Les Lilas" in browser.get(f"/declarations/2026-11/recu/{first.receipt}/").content.decode()


def test_a_month_that_is_not_open_is_told_and_not_shown_as_a_form(browser: Client, seeker: Seeker, at) -> None:
    assert "pas encore à déclarer" in browser.get("/declarations/2026-12/").content.decode()
    at(clock.at(date(2026, 12, 17), 9))
    assert "est terminée" in browser.get(STEP1).content.decode()
    assert browser.post(STEP1, SAID_NO).status_code == 409
    assert browser.get("/declarations/2010-01/").status_code == 404
    assert browser.get("/declarations/2026-13/").status_code == 404


def test_after_closing_a_replay_still_gives_its_receipt(browser: Client, seeker: Seeker, at) -> None:
    browser.post(STEP1, SAID_NO)
    read = browser.get(STEP3).context["read"]
    browser.post(STEP3, {"read": read})
    at(clock.at(date(2026, 12, 17), 9))
    assert browser.post(STEP3, {"read": read}).headers["Location"] == PROOF
    assert browser.get(STEP1).headers["Location"] == PROOF


def test_overseas_the_deadline_is_said_in_the_persons_own_time(morning) -> None:
    islander = signed_in(registered(in_martinique=True))
    assert "jusqu’au mardi 15 décembre à minuit" in islander.get(STEP1).content.decode()


@pytest.mark.parametrize("address", [STEP1, STEP2, STEP3, PROOF, "/declarations/"])
def test_the_number_of_queries_does_not_grow_with_the_lines(browser: Client, seeker: Seeker, address: str) -> None:
    """One employer or twenty, one month or four: the same count."""

    def read() -> None:
        assert browser.get(address).status_code in {200, 302}

    def count() -> int:
        browser.get(address)
        return len(queries_of(read))

    sent(seeker, two_employers())
    few = count()
    many = two_employers()
    more = tuple(
        replace(many.employers[0], name=f"Employeur {number}", minutes=120, gross_cents=3_000) for number in range(20)
    )
    sent(seeker, replace(many, employers=more), base=1)
    assert count() == few
    assert few <= 16


def test_every_page_of_the_journey_is_light(browser: Client, seeker: Seeker) -> None:
    sent(seeker, said())
    for address in (STEP1, STEP3, PROOF, "/declarations/", "/"):
        assert len(browser.get(address).content) < 40_000
