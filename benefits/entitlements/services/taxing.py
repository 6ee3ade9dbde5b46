"""The rate of CSG of a right: the ordinary one, until a benefit advisor has read the person's tax notice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from benefits.entitlements import kinds
from benefits.entitlements.models import Claim, ClaimState, CsgRate, Entitlement, Scheme
from benefits.entitlements.permissions import check_may_decide
from benefits.entitlements.services.rights import NotARight
from portal.accounts.models import User
from portal.audit import services as audit
from portal.documents import services as documents
from portal.documents.models import Document, DocumentKind
from portal.documents.models import State as DocumentState
from portal.notifications import services as notifications
from portal.refusals import Refused
from seekers.profiles.models import Seeker


class NoTaxNotice(Refused):
    """A rate rests on a notice that somebody read."""

    code = "no_tax_notice"


def claims_with_notice() -> QuerySet[Claim]:
    """The last granted claim of each person whose tax notice waits to be read."""
    waiting = Document.objects.to_read().filter(kind=DocumentKind.TAX_NOTICE).values("person")
    granted = Claim.objects.filter(state=ClaimState.GRANTED, seeker__user__in=waiting)
    return granted.order_by("seeker", "-pk").distinct("seeker")


def tax_notice_of(person: User) -> Document | None:
    """The last tax notice of ``person`` that can be read, or was."""
    known = [DocumentState.READY, DocumentState.ACCEPTED]
    return Document.objects.of(person).filter(kind=DocumentKind.TAX_NOTICE, state__in=known).first()


def rate_known(seeker: Seeker, on: date) -> int:
    """The rate of a right opened on ``on``: that of the last ARE when its notice was read in the same year, else the ordinary."""
    read = Document.objects.of(seeker.user).filter(kind=DocumentKind.TAX_NOTICE, state=DocumentState.ACCEPTED)
    if not read.filter(decided_at__year=on.year).exists():
        return CsgRate.ORDINARY
    rights = Entitlement.objects.filter(seeker=seeker, scheme=Scheme.ARE).order_by("-opened_on", "-pk")
    last = rights.first()
    return last.csg_rate if last else CsgRate.ORDINARY


def record_csg_rate(*, entitlement: Entitlement, csg_rate: int, actor: Any, now: datetime) -> Entitlement:
    """What the tax notice gives: 620, 380 or 0 per 10,000, from the next month that is paid (fiche Unédic « retenues
    sociales »: by the income of two years before).  The notice that was waiting is accepted with it, and the person told.

    The same rate again accepts the notice and changes nothing else.  Refused: ``MayNotDecide``, ``NoTaxNotice``,
    ``NotARight`` for an ASS, from which no CSG is held back.
    """
    person = entitlement.person
    check_may_decide(actor, person)
    if entitlement.scheme != Scheme.ARE:
        raise NotARight(_("Rien n’est retenu de cette allocation : elle n’a pas de taux de CSG."))
    with transaction.atomic():
        right = Entitlement.objects.select_for_update(of=("self",)).get(pk=entitlement.pk)
        notice = tax_notice_of(person)
        if notice is None:
            raise NoTaxNotice(_("Il faut l’avis d’impôt de la personne. Demandez-le-lui, ou numérisez-le."))
        if notice.state == DocumentState.READY:
            documents.accept(document=notice, actor=actor, now=now)
        before = right.csg_rate
        if before == csg_rate:
            return right
        right.csg_rate = csg_rate
        right.save(update_fields=["csg_rate"])
        audit.record(
            action="entitlement.csg_rate", target=right, actor=actor,
            details={"before": before, "after": csg_rate, "document": notice.pk},
        )  # fmt: skip
        notifications.post(
            kind=kinds.CsgRateRecorded, user=person, now=now, about=f"entitlement:{right.pk}",
            dedupe_key=f"csg:{right.pk}:{notice.pk}:{csg_rate}", context={"rate": str(CsgRate(csg_rate).label)},
        )  # fmt: skip
    return right
