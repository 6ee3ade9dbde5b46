"""The rate of CSG of a right: the ordinary one until an advisor has read the tax notice; then what it gives, said to the person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from benefits.entitlements import services
from benefits.entitlements.models import Claim, CsgRate, Entitlement, Scheme, State
from benefits.entitlements.permissions import MayNotDecide
from benefits.entitlements.services import taxing
from portal.audit.models import Entry
from portal.documents.models import Document, DocumentKind
from portal.documents.models import State as DocumentState
from portal.notifications.models import Message
from tests.benefits.entitlements.claims import NOW, TODAY, benefit_advisor, certificate, claimed, document, examined
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.benefits.entitlements.test_choosing import taken_up
from tests.factories import advisor as plain_advisor
from tests.portal.accounts.factories import signed_in

pytestmark = pytest.mark.django_db


def granted() -> tuple[Claim, Entitlement]:
    certificate()
    claim = examined(claimed())
    return claim, Entitlement.objects.get(seeker=claim.seeker)


def test_a_notice_that_was_read_gives_the_rate_and_is_accepted_with_it() -> None:
    claim, right = granted()
    assert right.csg_rate == CsgRate.ORDINARY
    notice = document(claim.person, DocumentKind.TAX_NOTICE)
    who = benefit_advisor()
    right = services.record_csg_rate(entitlement=right, csg_rate=CsgRate.REDUCED, actor=who, now=NOW)
    notice.refresh_from_db()
    assert (right.csg_rate, notice.state) == (380, DocumentState.ACCEPTED)
    entry = Entry.objects.get(action="entitlement.csg_rate")
    assert (entry.actor, entry.details) == (who, {"before": 620, "after": 380, "document": notice.pk})
    assert "taux réduit, 3,8 %" in Message.objects.get(kind="claims.csg_rate", channel="inbox").body
    assert right.events.order_by("-pgh_id").first().csg_rate == 380


def test_the_same_rate_again_says_nothing_and_another_one_does() -> None:
    claim, right = granted()
    document(claim.person, DocumentKind.TAX_NOTICE)
    for rate in (CsgRate.ORDINARY, CsgRate.EXEMPT, CsgRate.EXEMPT):
        right = services.record_csg_rate(entitlement=right, csg_rate=rate, actor=benefit_advisor(), now=NOW)
    assert right.csg_rate == 0
    assert Message.objects.filter(kind="claims.csg_rate", channel="inbox").count() == 1
    assert Document.objects.get(kind=DocumentKind.TAX_NOTICE).state == DocumentState.ACCEPTED


def test_without_a_notice_or_the_right_to_decide_or_on_an_ass_nothing_is_recorded() -> None:
    claim, right = granted()
    with pytest.raises(services.NoTaxNotice):
        services.record_csg_rate(entitlement=right, csg_rate=0, actor=benefit_advisor(), now=NOW)
    document(claim.person, DocumentKind.TAX_NOTICE)
    for nobody in (plain_advisor(), claim.person, None):
        with pytest.raises(MayNotDecide):
            services.record_csg_rate(entitlement=right, csg_rate=0, actor=nobody, now=NOW)
    solidarity = EntitlementFactory(ass=True)
    with pytest.raises(services.NotARight):
        services.record_csg_rate(entitlement=solidarity, csg_rate=0, actor=benefit_advisor(), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entitlement.objects.filter(scheme=Scheme.ARE).update(csg_rate=500)


def test_a_right_opened_in_the_year_of_the_notice_keeps_its_rate_and_a_later_one_does_not() -> None:
    claim, right = granted()
    assert taxing.rate_known(claim.seeker, TODAY) == CsgRate.ORDINARY
    document(claim.person, DocumentKind.TAX_NOTICE)
    services.record_csg_rate(entitlement=right, csg_rate=CsgRate.EXEMPT, actor=benefit_advisor(), now=NOW)
    assert taxing.rate_known(claim.seeker, TODAY) == CsgRate.EXEMPT
    assert taxing.rate_known(claim.seeker, date(2027, 1, 4)) == CsgRate.ORDINARY


def test_the_new_right_that_is_chosen_keeps_the_rate() -> None:
    claim = taken_up()
    document(claim.person, DocumentKind.TAX_NOTICE)
    before = Entitlement.objects.get()
    services.record_csg_rate(entitlement=before, csg_rate=CsgRate.REDUCED, actor=benefit_advisor(), now=NOW)
    services.choose_new_right(claim=claim, actor=claim.person, now=NOW)
    assert Entitlement.objects.get(state=State.OPEN).csg_rate == CsgRate.REDUCED


def test_the_desk_lists_the_notices_to_read_and_records_what_they_give() -> None:
    claim, right = granted()
    desk = signed_in(benefit_advisor())
    page = reverse("entitlements:desk_claim", args=[claim.public_id])
    record = reverse("entitlements:csg_rate", args=[claim.public_id])
    assert "Aucun avis d’impôt reçu" in desk.get(page).content.decode()
    assert desk.post(record, {"csg_rate": "380"}).status_code == 422
    document(claim.person, DocumentKind.TAX_NOTICE)
    assert "Avis d’impôt à lire" in desk.get(reverse("entitlements:queue")).content.decode()
    assert desk.post(record, {"csg_rate": "500"}).status_code == 422
    assert desk.post(record, {"csg_rate": "380"}).status_code == 302
    right.refresh_from_db()
    assert right.csg_rate == 380
    assert "Avis d’impôt à lire" not in desk.get(reverse("entitlements:queue")).content.decode()
    other = examined(claimed(nir=None))
    assert desk.post(reverse("entitlements:csg_rate", args=[other.public_id]), {"csg_rate": "0"}).status_code == 404


def test_the_person_reads_their_rate_and_how_to_change_it() -> None:
    claim, right = granted()
    browser = signed_in(claim.person)

    def mine() -> str:
        return browser.get(reverse("entitlements:mine")).content.decode().replace("\u00a0", " ")

    page = mine()
    assert "taux ordinaire, 6,2 %" in page
    assert reverse("documents:send", args=["tax_notice"]) in page
    document(claim.person, DocumentKind.TAX_NOTICE)
    assert "un conseiller le lit" in mine()
    services.record_csg_rate(entitlement=right, csg_rate=CsgRate.EXEMPT, actor=benefit_advisor(), now=NOW)
    page = mine()
    assert "exonération : pas de CSG" in page
    assert "Envoyer mon avis" not in page
