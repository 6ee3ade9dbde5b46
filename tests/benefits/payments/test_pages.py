"""What a person reads of their payments, and what the desk does with a run."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pypdfium2 import PdfDocument

from benefits.payments import services, statements
from benefits.payments.models import PaymentRun, RunState, StaffTask, TaskKind
from benefits.payments.services.tasks import ask_staff
from benefits.payments.words import LABELS, money_lines, rule_family
from benefits.rules.wording import WORDING
from benefits.rules.wording_of_refusals import WORDING_OF_REFUSALS
from benefits.rules.wording_of_rights import WORDING_OF_RIGHTS
from portal import clock, money
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.declarations import rules
from seekers.declarations.answers import Employer
from seekers.declarations.review import Review
from tests.benefits.payments.factories import NOW, OCTOBER, declared, due, entitled, priced, released
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.queries import queries_of
from tests.seekers.declarations.browsing import at
from tests.seekers.declarations.factories import worked

__all__ = ["at"]
pytestmark = pytest.mark.django_db


def words(response) -> str:
    """The page as a person reads it, without mark-up and with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def officer(role: Role = Role.OPERATOR) -> Client:
    return signed_in(UserFactory(roles=(role,), with_second_factor=True))


def browser(payment) -> Client:
    client = Client()
    client.force_login(payment.seeker.user)
    return client


def test_every_rule_has_a_label():
    of_rights = WORDING_OF_RIGHTS.keys() | WORDING_OF_REFUSALS.keys()  # they have theirs in benefits.entitlements
    of_payments = WORDING.keys() - of_rights
    assert {rule_family(rule) for rule in of_payments} == set(LABELS)


def test_the_amounts_of_the_explanation_add_up_to_the_net():
    """A person who adds the column finds the total: gross, less what is held back."""
    for gross in (0, 45_000, 120_000):
        payment = priced(entitled(sjr_cents=12_000, daily_cents=6_840, reduced_daily_cents=6_840), gross=gross)
        shown = [line.cents for line in money_lines(services.lines(payment)) if line.cents is not None]
        assert sum(shown) == payment.net_cents


def test_the_list_shows_months_amounts_and_what_is_left():
    payment = due()
    page = browser(payment).get(reverse("payments:list"))
    assert plain(money.euros(payment.amount_cents)) in words(page)
    payment.entitlement.refresh_from_db()
    assert str(payment.entitlement.days_left) in words(page)


def test_the_list_costs_the_same_for_one_month_and_for_many():
    payment = due()
    client = browser(payment)

    def read() -> None:
        client.get(reverse("payments:list"))

    read()  # warm
    one = queries_of(read)
    assert len(one) <= 12
    month = OCTOBER
    for _ in range(5):
        month = month.previous
        services.price(version_id=declared(payment.seeker, month).pk, actor=None, now=NOW)
    assert len(queries_of(read)) <= len(one)


def test_a_payment_is_explained_with_its_texts():
    payment = priced(entitled(), gross=83_000)
    page = words(browser(payment).get(reverse("payments:detail", args=[OCTOBER])))
    assert "reportés, pas perdus" in page
    assert "Montant provisoire" in page
    assert "Règlement, art." in page


def test_nobody_reads_the_payment_of_another():
    mine, other = due(), due()
    for name, args in (("detail", [OCTOBER]), ("complement", [OCTOBER, 0]), ("statement", [OCTOBER, 0])):
        page = browser(mine).get(reverse(f"payments:{name}", args=args))
        assert page.status_code == 200
        assert str(other.seeker) not in page.content.decode(errors="ignore")
    stranger = Client()
    stranger.force_login(entitled().seeker.user)
    assert stranger.get(reverse("payments:detail", args=[OCTOBER])).status_code == 404
    assert stranger.get(reverse("payments:statement", args=[OCTOBER, 0])).status_code == 404


def test_the_statement_is_a_pdf_and_always_the_same_bytes():
    payment = due()
    page = browser(payment).get(reverse("payments:statement", args=[OCTOBER, 0]))
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF-")
    assert page.content == statements.pdf(payment)
    assert payment.seeker.last_name not in page["Content-Disposition"]


def test_the_estimate_says_what_the_payment_will_be(rf):
    """Read before sending, then sent: the same cents."""
    from benefits.payments.tiles import estimate

    right = entitled()
    answers = worked(Employer("Boulangerie", 52 * 60, 83_000, ended=False))
    totals = rules.totals(answers, OCTOBER)
    tile = estimate(rf.get("/"), Review(right.seeker, OCTOBER, answers, totals))
    assert tile is not None
    read = tile.context["estimate"].net_cents
    assert priced(right, gross=totals.gross_pay_cents).net_cents == read


def test_the_statement_says_the_amount_first_and_holds_on_one_page():
    payment = priced(entitled(), gross=45_000)
    with PdfDocument(statements.pdf(payment)) as read:
        text = plain(read[0].get_textpage().get_text_range())
        assert len(read) == 1
    amount = plain(money.euros(payment.net_cents))
    assert text.index(amount) < text.index("Personne")
    assert text.rindex(amount) > text.index("Droits restants")


@pytest.mark.parametrize(
    ("today", "leaves"),
    [
        (date(2026, 10, 29), date(2026, 11, 2)),
        (date(2026, 11, 2), date(2026, 11, 3)),
        (date(2026, 11, 13), date(2026, 11, 16)),
    ],
)
def test_the_transfer_is_promised_for_a_day_to_come(rf, at, today, leaves):
    """Whoever declares once the first transfers have left reads the next day of the banks, not one that is over."""
    from benefits.payments.tiles import home
    from benefits.payments.tiles import priced as on_the_receipt

    payment = due()
    at(clock.at(today, 10))
    assert on_the_receipt(rf.get("/"), payment.version.declaration).context["leaves_on"] == leaves
    assert [step.when for step in home(rf.get("/"), payment.seeker.user).context["ours"]] == [leaves]


def test_without_an_account_the_receipt_asks_for_one_and_promises_no_day(rf):
    """At once, not only when the transfers are prepared."""
    from benefits.payments.tiles import priced as on_the_receipt

    payment = due()
    assert not on_the_receipt(rf.get("/"), payment.version.declaration).context["no_account"]
    payment.seeker.bank_accounts.update(refused_code="AC04")
    tile = on_the_receipt(rf.get("/"), payment.version.declaration)
    page = plain(render_to_string(tile.template, tile.context))
    assert "Donner mon compte" in page
    assert "Le virement part" not in page


def test_without_a_right_the_review_says_so(rf):
    from benefits.payments.tiles import estimate

    seeker = entitled().seeker
    seeker.entitlements.update(state="closed")
    answers = worked()
    tile = estimate(rf.get("/"), Review(seeker, OCTOBER, answers, rules.totals(answers, OCTOBER)))
    assert tile is not None
    assert tile.template == "benefits/payments/no_right.html"


class TestTheDesk:
    def test_is_closed_to_everybody_else(self):
        run = released() if due() else None
        for client in (signed_in(UserFactory()), officer(Role.ADVISOR), officer(Role.CONTROLLER)):
            for name, args in (("runs", []), ("run", [run.pk]), ("progress", [run.pk]), ("tasks", [])):
                assert client.get(reverse(f"payments:{name}", args=args)).status_code == 404
            for name in ("check", "release", "cancel"):
                assert client.post(reverse(f"payments:{name}", args=[run.pk])).status_code == 404

    def test_two_people_let_the_money_go(self, django_capture_on_commit_callbacks):
        payment = due()
        one, two = officer(), officer(Role.DIRECTOR)
        services.prepare_run(actor=None, now=NOW, through=OCTOBER)
        run = PaymentRun.objects.get()
        assert plain(money.euros(payment.amount_cents)) in words(one.get(reverse("payments:run", args=[run.pk])))
        one.post(reverse("payments:check", args=[run.pk]))
        page = one.get(reverse("payments:run", args=[run.pk]))
        assert "une autre personne doit la libérer" in words(page)
        assert reverse("payments:release", args=[run.pk]) not in page.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            two.post(reverse("payments:release", args=[run.pk]))
        run.refresh_from_db()
        assert run.state == RunState.DONE
        moving = one.get(reverse("payments:progress", args=[run.pk]))
        assert "Terminée" in words(moving)
        assert reverse("payments:file", args=[run.pk, 1]) in moving.content.decode(), "the file, without asking again"

    def test_refuses_the_same_person_twice_with_a_sentence(self):
        due()
        one = officer()
        services.prepare_run(actor=None, now=NOW, through=OCTOBER)
        run = PaymentRun.objects.get()
        one.post(reverse("payments:check", args=[run.pk]))
        page = one.post(reverse("payments:release", args=[run.pk]), follow=True)
        assert "une autre personne" in words(page)
        run.refresh_from_db()
        assert run.state == RunState.CHECKED

    def test_gives_the_file_as_the_bank_got_it_and_writes_down_who_took_it(self, bank_folder):
        due()
        run = released()
        services.execute(run=run, now=NOW)
        client = officer()
        answer = client.get(reverse("payments:file", args=[run.pk, 1]))
        content = b"".join(answer.streaming_content)
        assert content == next(bank_folder.rglob("*.xml")).read_bytes()
        assert Entry.objects.filter(action="payments.file_taken").count() == 1

    def test_a_file_that_is_not_written_cannot_be_taken(self):
        due()
        run = released()
        assert officer().get(reverse("payments:file", args=[run.pk, 1])).status_code == 404

    def test_what_needs_a_person_is_settled_with_a_word(self):
        payment = due()
        ask_staff(TaskKind.TOO_MUCH_PAID, payment=payment, amount_cents=1_200, now=NOW)
        task = StaffTask.objects.get()
        client = officer()
        assert str(payment.seeker) in words(client.get(reverse("payments:tasks")))
        client.post(reverse("payments:settle", args=[task.pk]), {"note": ""})
        task.refresh_from_db()
        assert task.state == "open"
        client.post(reverse("payments:settle", args=[task.pk]), {"note": "Vu avec la personne"})
        task.refresh_from_db()
        assert (task.state, task.note) == ("done", "Vu avec la personne")

    def test_the_bank_s_code_is_said_in_words(self):
        payment = due()
        for code in ("AC04", "ZZ99"):
            ask_staff(TaskKind.ACCOUNT_REFUSED, payment=payment, code=code, amount_cents=1_000, now=NOW)
            StaffTask.objects.filter(code=code).update(state="settled", settled_at=NOW)
        assert {task.reason for task in StaffTask.objects.all()} == {"compte clos (AC04)", "ZZ99"}

    def test_cancelling_leaves_everything_due(self):
        payment = due()
        services.prepare_run(actor=None, now=NOW, through=OCTOBER)
        run = PaymentRun.objects.get()
        officer().post(reverse("payments:cancel", args=[run.pk]))
        payment.refresh_from_db()
        run.refresh_from_db()
        assert (run.state, payment.state) == (RunState.CANCELLED, "due")
