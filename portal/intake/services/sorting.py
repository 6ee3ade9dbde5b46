"""Linking bundles: by their barcode alone, or by somebody who looks at them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import services as audit
from portal.documents.models import DocumentKind, DocumentRequest
from portal.intake.models import REGISTRATION, Bundle, BundleState, Slip, SlipState, Why
from portal.intake.refusals import AlreadyKnown, FormFirst, NoSuchPerson, ReasonMissing, WhichOne
from portal.intake.rules import codes, grouping, promises
from portal.intake.services.filing import file_pages, kind_and_about
from portal.intake.services.slips import find_slip, print_slip, take_back
from portal.intake.services.telling import acknowledge
from portal.refusals import Refused
from portal.states import transition

LONGEST_REASON = 200


def settle(*, bundle: Bundle, actor: User | None, now: datetime) -> Bundle:
    """Link ``bundle`` by the code that was read on it, or put it on the sorting desk with the reason why not.

    By the system.  One bundle, one transaction: a page that is refused keeps nobody else waiting.  What was enclosed with a form
    is never linked here: it may be a stranger's sheet that the scanner drew in, and somebody looks at it.
    """
    if bundle.came_with_id:
        return transition(bundle, BundleState.TO_SORT, actor=actor, why=Why.ENCLOSED)
    if not bundle.code:
        spoilt = bundle.pages.filter(spoilt=True).exists()
        return transition(bundle, BundleState.TO_SORT, actor=actor, why=Why.SPOILT if spoilt else Why.NO_CODE)
    slip = Slip.objects.select_related("person").filter(code=bundle.code).first()
    if bundle.code == codes.BLANK:
        return _link_blank(bundle, actor=actor, now=now)
    if slip is None:
        return transition(bundle, BundleState.TO_SORT, actor=actor, why=Why.UNKNOWN_CODE)
    if slip.state != SlipState.PRINTED:
        return transition(bundle, BundleState.TO_SORT, actor=actor, why=Why.CAME_BACK_TWICE, addressee=slip.person)
    try:
        return _link(bundle, slip, actor=actor, now=now)
    except Refused as refused:
        return transition(
            bundle,
            BundleState.TO_SORT,
            actor=actor,
            why=Why.NOT_TAKEN,
            addressee=slip.person,
            note=refused.sentence[:200],
        )


def link_to_slip(*, bundle: Bundle, typed: str, actor: User, now: datetime) -> Bundle:
    """Somebody read the code on the paper.  Of a form that came back before, the pages are added to the same file.

    Refused: ``NoSuchCode``, ``AlreadyKnown`` (no person is known yet for a form that came back before), ``IllegalTransition``.
    """
    slip = find_slip(typed)
    if slip.state == SlipState.PRINTED:
        return _link(bundle, slip, actor=actor, now=now)
    if slip.person is None:
        raise AlreadyKnown(
            _("Ce formulaire est déjà revenu, et on ne sait pas encore à qui il est. Recopiez-le d’abord.")
        )
    return link_to_person(
        bundle=bundle, identifier=slip.person.identifier, kind=kind_and_about(slip.matter)[0],
        about=kind_and_about(slip.matter)[1], actor=actor, now=now,
    )  # fmt: skip


def link_to_person(
    *, bundle: Bundle, identifier: str, kind: str, about: str | None = None, actor: User, now: datetime
) -> Bundle:
    """Somebody read on the pages whose they are and what they are.  The person is told what we read.

    ``about`` None: not said, so that the request it answers is looked for; empty: none of what was asked for.
    Refused: ``NoSuchPerson`` (the identifier is compared whole), ``FormFirst`` (copies of a form that is not keyed yet),
    ``WhichOne`` (such a document of each job is waited for), ``IllegalTransition``, whatever ``documents`` refuses.
    """
    person = _called(identifier.strip())
    if person is None:
        raise NoSuchPerson(_("Personne n’a cet identifiant. Recopiez-le lettre par lettre."))
    if kind != DocumentKind.PAPER_FORM:
        _form_is_keyed(bundle, person)
    about = _asked_about(person, kind) if about is None else about
    with transaction.atomic():
        locked = _locked(bundle)
        document = file_pages(locked, person, kind, about, actor, now)
        linked = transition(
            locked, BundleState.LINKED, actor=actor, addressee=person, document=document, kind=kind, about=about,
            settled_at=now, settled_by=actor, why="", note="",
        )  # fmt: skip
        promised = promises.keyed_by(locked.received_on)
        acknowledge(person=person, matter=f"document:{kind}:{about}", bundle=linked, promised_on=promised, now=now)
    return linked


def set_aside(*, bundle: Bundle, reason: str, actor: User, now: datetime) -> Bundle:
    """These pages are nobody's file (a blank sheet, an advertisement).  They stay readable here, and can be taken back.

    Refused: ``ReasonMissing``, ``IllegalTransition``.
    """
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise ReasonMissing(_("Dites pourquoi ces pages sont écartées."))
    return transition(
        bundle, BundleState.SET_ASIDE, actor=actor, reason=why, note=why, settled_at=now, settled_by=actor
    )


def take_up(*, bundle: Bundle, actor: User, now: datetime) -> Bundle:
    """Pages that were set aside go back to the sorting desk.  Refused: ``IllegalTransition``."""
    return transition(
        bundle, BundleState.TO_SORT, actor=actor, why=_unread(bundle), note="", settled_at=None, settled_by=None
    )


def split(*, bundle: Bundle, at_page: int, actor: User, now: datetime) -> Bundle:
    """From page ``at_page`` of the batch on, the pages are somebody else's, or another document: they make a bundle of their own,
    to be sorted.  Of copies enclosed with a form, both halves came with it.

    Refused (``AlreadyKnown``): for a bundle that is linked, or when nothing would be left of one of the two.
    """
    with transaction.atomic():
        locked = _locked(bundle)
        behind = locked.pages.filter(number__gte=at_page)
        if (
            locked.state != BundleState.TO_SORT
            or not behind.exists()
            or not locked.pages.filter(number__lt=at_page).exists()
        ):
            raise AlreadyKnown(_("Ces pages ne peuvent plus être séparées."))
        last = Bundle.objects.filter(batch=locked.batch_id).order_by("-number").values_list("number", flat=True)[0]
        rest = Bundle.objects.create(
            batch_id=locked.batch_id, number=last + 1, state=BundleState.TO_SORT, why=_unread(locked),
            received_on=locked.received_on, postmarked_on=locked.postmarked_on, came_with_id=locked.came_with_id,
        )  # fmt: skip
        behind.update(bundle=rest)
        audit.record(action="intake.bundle_split", target=rest, actor=actor, details={"from": locked.number})
    return rest


def _unread(bundle: Bundle) -> Why:
    return Why.ENCLOSED if bundle.came_with_id else Why.NO_CODE


def _form_is_keyed(bundle: Bundle, person: User) -> None:
    """Typing a form is what asks for documents: a copy filed before would answer nothing, and be asked for a second time."""
    slip = bundle.came_with.slip if bundle.came_with else None
    if slip is not None and slip.state == SlipState.RETURNED and slip.person in (None, person):
        raise FormFirst(
            _(
                "Recopiez d’abord le formulaire %(code)s, arrivé avec ces copies : on saura alors lesquelles sont attendues."
            )
            % {"code": slip.shown}
        )


def _asked_about(person: User, kind: str) -> str:
    """A document that is filed without its matter answers nothing, and would be asked for a second time."""
    wanted = list(DocumentRequest.objects.open_for(person).filter(kind=kind).values_list("about", flat=True))
    if any(wanted):
        raise WhichOne(_("Un document de cette sorte est attendu : dites si c’est celui-là."), wanted=wanted)
    return ""


def _called(identifier: str) -> User | None:
    """Whole, capitals aside: people write in capitals on paper.  Two accounts that differ by their capitals only are nobody."""
    found = list(User.objects.filter(identifier__iexact=identifier, is_active=True).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _link_blank(bundle: Bundle, *, actor: User | None, now: datetime) -> Bundle:
    """A blank registration form gets its number now; how many pages it had, nobody knows."""
    with transaction.atomic():
        highest = max(bundle.pages.values_list("form_page", flat=True))
        slip = print_slip(person=None, matter=REGISTRATION, pages=highest, actor=actor, now=now)
        return _link(bundle, slip, actor=actor, now=now)


def _link(bundle: Bundle, slip: Slip, *, actor: User | None, now: datetime) -> Bundle:
    with transaction.atomic():
        locked = _locked(bundle)
        locked.missing = grouping.missing(
            locked.pages.exclude(form_page=0).values_list("form_page", flat=True), slip.pages if locked.code else 0
        )
        kind, about = kind_and_about(slip.matter)
        back = take_back(slip=slip, bundle=locked, actor=actor, now=now)
        return transition(
            locked, BundleState.LINKED, actor=actor, slip=back, addressee=back.person, document=locked.document,
            missing=locked.missing, kind=kind, about=about[:160], settled_at=now, settled_by=actor, why="", note="",
        )  # fmt: skip


def _locked(bundle: Bundle) -> Bundle:
    return Bundle.objects.select_for_update(of=("self",)).select_related("batch").get(pk=bundle.pk)
