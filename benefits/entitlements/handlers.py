"""What happens below and is heard here: a signed application makes a claim, a fact that moves has it examined again."""

from __future__ import annotations

from benefits.entitlements import permissions, services
from benefits.entitlements.models import Claim
from benefits.entitlements.tasks import examine_claim
from portal import clock
from portal.accounts.models import User
from portal.documents.events import DocumentAccepted, DocumentReady, DocumentRefused
from portal.documents.permissions import register_judge, register_reader
from portal.events import subscribe
from portal.queue import ring
from seekers.profiles.events import BankAccountGiven
from seekers.profiles.models import Seeker
from seekers.registration.events import (
    ApplicationObjected,
    ApplicationSigned,
    CertificatesReceived,
    ObjectionWithdrawn,
)
from seekers.registration.models import Application, EmployerCertificate

register_reader(permissions.may_read_documents)
register_judge(permissions.may_read_documents)


@subscribe(ApplicationSigned)
def receive(event: ApplicationSigned) -> None:
    """The claim is made with the signature, or neither is; it is decided a moment later."""
    if not event.claims:
        return
    application = Application.objects.select_related("seeker__user").get(pk=event.application_id)
    claim = services.receive_claim(application=application, on=event.on, actor=application.signed_by, now=clock.now())
    if application.objected_at is not None:
        services.object_to_application(claim=claim, actor=application.applicant, now=clock.now())
    ring(examine_claim, claim.pk)


@subscribe(ApplicationObjected)
def look_again(event: ApplicationObjected) -> None:
    """What the person does not recognise decides nothing by itself."""
    for claim in Claim.objects.filter(application=event.application_id).select_related("application__applicant"):
        services.object_to_application(claim=claim, actor=claim.application.applicant, now=clock.now())


@subscribe(ObjectionWithdrawn)
def go_on(event: ObjectionWithdrawn) -> None:
    by = User.objects.get(pk=event.by_id)
    for claim in Claim.objects.filter(application=event.application_id):
        services.take_objection_back(claim=claim, actor=by, now=clock.now())


@subscribe(DocumentAccepted)
def decide_with(event: DocumentAccepted) -> None:
    """The last proof decides, in the same breath."""
    for claim in Claim.objects.waiting().filter(seeker__user=event.person_id).order_by("pk"):
        services.examine(claim=claim, actor=None, now=clock.now())


@subscribe(BankAccountGiven)
def decide_with_account(event: BankAccountGiven) -> None:
    for claim in Claim.objects.waiting().filter(seeker=event.seeker_id).order_by("pk"):
        services.examine(claim=claim, actor=None, now=clock.now())


@subscribe(DocumentReady)
def document_came(event: DocumentReady) -> None:
    _examine(services.facts_moved(people=[event.person_id]))


@subscribe(DocumentRefused)
def document_went(event: DocumentRefused) -> None:
    _examine(services.facts_moved(people=[event.person_id]))


@subscribe(CertificatesReceived)
def certificates_received(event: CertificatesReceived) -> None:
    numbers = EmployerCertificate.objects.filter(pk__in=event.certificate_ids).values("nir")
    people = list(Seeker.objects.filter(nir__in=numbers).values_list("pk", flat=True))
    _examine(services.facts_moved(seekers=people))


def _examine(claims: list[int]) -> None:
    for claim_id in claims:
        ring(examine_claim, claim_id)
