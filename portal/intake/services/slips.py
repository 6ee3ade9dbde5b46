"""Slips: printed with a form, back with a scan, done with once the answers are keyed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import events
from portal.accounts.models import User
from portal.audit import services as audit
from portal.codes import random_signs
from portal.documents.models import Document
from portal.intake import postal
from portal.intake.events import SlipReturned
from portal.intake.models import DOCUMENT, Bundle, Slip, SlipState
from portal.intake.refusals import AlreadyKnown, NoSuchCode
from portal.intake.rules import codes, promises
from portal.intake.services.filing import file_pages, kind_and_about
from portal.intake.services.telling import acknowledge
from portal.states import transition


def print_slip(*, person: User | None, matter: str, pages: int, actor: User | None, now: datetime) -> Slip:
    """The number for a form of ``pages`` pages about ``matter``, to be printed on each of them.

    ``person`` is None for a blank form.  A form of the same person and matter that has not come back keeps its number: printed
    again it is the same form.  ``actor`` None: the system prints it for the post.  Refuses nothing.
    """
    if person is not None:
        waited = Slip.objects.on_its_way(matter).filter(person=person).first()
        if waited is not None:
            return waited
    slip = Slip(person=person, matter=matter, pages=pages, printed_at=now, printed_by=actor)
    while True:
        slip.code = codes.signed(random_signs(codes.LENGTH))
        try:
            with transaction.atomic():
                slip.save(force_insert=True)
                audit.record(action="intake.slip_printed", target=slip, actor=actor, details={"matter": matter})
            return slip
        except IntegrityError:  # two tabs at once, or the code of another: the index decided
            other = Slip.objects.on_its_way(matter).filter(person=person).first() if person else None
            if other is not None:
                return other


def find_slip(typed: str) -> Slip:
    """The slip whose code was typed or dictated.  Refused: ``NoSuchCode``, also for a wrong check letter."""
    code = codes.read(typed)
    slip = Slip.objects.select_related("person", "document").filter(code=code).first() if code else None
    if slip is None:
        raise NoSuchCode(_("Ce numéro n’existe pas. Relisez-le : une lettre est peut-être fausse."))
    return slip


def take_back(*, slip: Slip, bundle: Bundle, actor: User | None, now: datetime) -> Slip:
    """``slip`` has come back with the pages of ``bundle``: they go to the person's file, the rooms above are told
    (``SlipReturned``), and the person reads what we have read.

    Refused: ``AlreadyKnown`` when it came back before, and whatever ``documents`` refuses of the pages.
    """
    with transaction.atomic():
        locked = Slip.objects.select_for_update(of=("self",)).select_related("person").get(pk=slip.pk)
        if locked.state != SlipState.PRINTED:
            raise AlreadyKnown(_("Ce formulaire est déjà revenu."))
        document = (
            file_pages(bundle, locked.person, *kind_and_about(locked.matter), actor, now) if locked.person else None
        )
        promised_on = promises.keyed_by(bundle.received_on)
        back = transition(
            locked, SlipState.RETURNED, actor=actor, returned_at=now, document=document, received_on=bundle.received_on,
            postmarked_on=bundle.postmarked_on, promised_on=promised_on,
        )  # fmt: skip
        events.publish(
            SlipReturned(
                back.pk,
                document.pk if document else None,
                back.person_id,
                back.matter,
                bundle.received_on,
                bundle.postmarked_on,
            )
        )
        if back.person:
            acknowledge(person=back.person, matter=back.matter, bundle=bundle, promised_on=promised_on, now=now)
    return back


def name_person(*, slip: Slip, person: User, actor: User, now: datetime) -> Slip:
    """Somebody has read on a blank form whose it is: its pages go to that person's file, and the person reads what we have read,
    when we know how to reach them.

    Twice the same person is once.  Refused: ``AlreadyKnown`` (another person), and whatever ``documents`` refuses of the pages.
    """
    with transaction.atomic():
        locked = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk)
        if locked.person_id == person.pk:
            return locked
        if locked.person_id is not None or locked.state == SlipState.PRINTED:
            raise AlreadyKnown(_("Ce formulaire est déjà celui d’une autre personne, ou n’est pas encore revenu."))
        document: Document | None = None
        for bundle in locked.bundles.order_by("pk"):
            document = file_pages(bundle, person, *kind_and_about(locked.matter), actor, now) or document
            bundle.addressee = person
            bundle.save(update_fields=["addressee", "document"])
        locked.person, locked.document = person, document
        locked.save(update_fields=["person", "document"])
        audit.record(action="intake.person_named", target=locked, actor=actor, subject=person)
        first = locked.bundles.order_by("pk").first()
        if first is not None and locked.promised_on is not None:
            acknowledge(
                person=person,
                matter=locked.matter,
                bundle=first,
                promised_on=locked.promised_on,
                now=now,
                by_post=postal.is_known(person),
            )
    return locked


def mark_keyed(*, slip: Slip, actor: User, now: datetime, reason: str = "") -> Slip:
    """The answers of a returned form have been typed by ``actor``, or need not be, for ``reason``.  Twice is once.

    Refused: ``IllegalTransition`` for a form that has not come back.
    """
    with transaction.atomic():
        locked = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk)
        if locked.state == SlipState.KEYED:
            return locked
        return transition(locked, SlipState.KEYED, actor=actor, reason=reason, keyed_at=now, keyed_by=actor)


def document_matter(kind: str, about: str = "") -> str:
    """The matter of a cover sheet for a document of ``kind`` about ``about``."""
    return f"{DOCUMENT}:{kind}:{about}"


def days_fit(received_on: date, postmarked_on: date | None, today: date) -> bool:
    """Nothing arrives tomorrow, nor before it was posted."""
    return received_on <= today and (postmarked_on is None or postmarked_on <= received_on)
