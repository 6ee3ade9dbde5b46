"""Many at once, in real transactions: one claim, one decision, one right, whoever is faster."""

from __future__ import annotations

import pytest
from django.db import connection

from benefits.entitlements import services, tasks
from benefits.entitlements.models import Claim, ClaimState, Decision, Entitlement
from benefits.entitlements.services import deciding
from portal import events
from portal.documents import services as documents
from portal.documents.models import Document, DocumentKind
from portal.states import IllegalTransition
from seekers.registration.events import ApplicationSigned
from seekers.registration.pieces import about_job
from tests.benefits.entitlements.claims import (
    BAKERY,
    NOW,
    TODAY,
    benefit_advisor,
    certificate,
    claimed,
    document,
    examined,
    signed_application,
)
from tests.benefits.entitlements.test_claims import facts_of_job
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_documents_accepted_at_once_give_one_decision() -> None:
    claim = examined(claimed(identity_from=""))
    advisor = benefit_advisor()
    papers = [
        document(claim.person),
        document(claim.person, DocumentKind.EMPLOYER_CERTIFICATE, about_job(facts_of_job(BAKERY))),
    ]
    results = at_once(*[lambda each=each: documents.accept(document=each, actor=advisor, now=NOW) for each in papers])
    assert all(isinstance(each, Document) for each in results), results
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRANTED
    assert (Decision.objects.count(), Entitlement.objects.count()) == (1, 1)


def test_ten_workers_on_one_claim_decide_once() -> None:
    certificate()
    claim = claimed()
    results = at_once(*[lambda: tasks.examine_claim(claim.pk)] * 10)
    assert results == [None] * 10
    assert (Decision.objects.count(), Entitlement.objects.count()) == (1, 1)


def test_without_the_lock_the_index_still_allows_one_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate()
    claim = claimed()
    monkeypatch.setattr(
        deciding, "lock", lambda each: Claim.objects.select_related("seeker__user", "application").get(pk=each.pk)
    )
    results = at_once(*[lambda: examined(claim)] * 6)
    assert any(isinstance(each, Exception) for each in results)
    assert Decision.objects.count() == 1


def test_without_its_index_one_decision_could_be_two() -> None:
    """The guard is the index: taken away, the same number is written twice."""
    certificate()
    claim = examined(claimed())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE entitlements_decision DROP CONSTRAINT one_decision_a_number")
    kept = Decision.objects.get()
    kept.pk = None
    kept.save(force_insert=True)
    assert Decision.objects.filter(claim=claim, number=1).count() == 2


def test_a_signature_heard_ten_times_is_one_claim() -> None:
    application = signed_application(BAKERY)
    signed = ApplicationSigned(application.pk, application.seeker_id, application.registration_id, TODAY, claims=True)
    assert at_once(*[lambda: events.publish(signed)] * 10) == [None] * 10
    assert Claim.objects.count() == 1


def test_a_worker_killed_before_the_end_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate()
    claim = claimed()

    def killed(*_given: object, **_told: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as until_then:
        until_then.setattr(deciding, "_tell", killed)
        with pytest.raises(KeyboardInterrupt):
            tasks.examine_claim(claim.pk)
    assert (Decision.objects.count(), Entitlement.objects.count()) == (0, 0)
    assert services.left_behind(now=NOW) == [claim.pk]
    tasks.examine_claim(claim.pk)
    assert (Decision.objects.count(), Entitlement.objects.count()) == (1, 1)


def test_two_advisors_at_once_decide_once() -> None:
    certificate(gross_cents=BAKERY.gross_cents - 1_000)
    claim = examined(claimed())
    one, other = benefit_advisor(), benefit_advisor()
    results = at_once(
        lambda: services.grant(claim=claim, words="", actor=one, now=NOW),
        lambda: services.refuse(claim=claim, words="Non.", actor=other, now=NOW),
    )
    refused = [each for each in results if isinstance(each, (services.AlreadyDecided, IllegalTransition))]
    assert len(refused) == 1
    assert Decision.objects.count() == 1
