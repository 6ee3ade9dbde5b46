"""The month by post: the form is printed, comes back, and is typed by an advisor beside its picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from portal import clock, events
from portal.intake import services as intake
from portal.intake.models import DECLARATION, Letter, Slip, SlipState
from portal.intake.papers import Paper
from portal.intake.rules import codes
from portal.intake.rules.promises import ON_ITS_WAY
from portal.months import Month
from portal.notifications import services as notifications
from seekers.declarations import kinds
from seekers.declarations.answers import Answers
from seekers.declarations.calendar import last_day
from seekers.declarations.events import FormKeyed
from seekers.declarations.models import Assistance, Declaration, Version, Via
from seekers.declarations.services.admission import admit
from seekers.declarations.services.assistance import attach
from seekers.declarations.services.filing import file
from seekers.declarations.services.refusals import NotReadBack, WrongForm
from seekers.declarations.services.windows import closes_at, find_window
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration

TIME_TO_OBJECT = timedelta(days=15)
"""A letter goes, and an answer comes back."""
SLICE = 100
PAGES = 3
"""Of the form, as ``papers`` lays it out: what comes back is compared with it."""


def matter_of(month: Month) -> str:
    """What the slip of a monthly form is about."""
    return f"{DECLARATION}:{month}"


def print_form(*, seeker: Seeker, month: Month, actor: Any, now: datetime) -> Slip:
    """The number of the form of ``month`` for ``seeker`` (laid out by ``papers.form_for``); printed again it keeps its number.

    Refused: ``WindowClosed``, ``NotRegistered``, as for declaring (``admit``).
    """
    admit(seeker=seeker, month=month, actor=actor, now=now)
    return intake.print_slip(person=seeker.user, matter=matter_of(month), pages=PAGES, actor=actor, now=now)


def post_forms(*, month: Month, now: datetime, laid_out: Callable[[Seeker, Month], Paper], most: int = SLICE) -> int:
    """Put the form of ``month`` on the list of letters, for people who live by post and have not been sent one.

    By the system, from the opening of the window to its closing; the number of letters, ``most`` at a time.  Twice is once.
    """
    matter = matter_of(month)
    numbered = Slip.objects.filter(person=OuterRef("seeker__user"), matter=matter)
    settled = Declaration.objects.settled(month).filter(seeker=OuterRef("seeker"))
    owing = Registration.objects.owing(month).filter(~Exists(numbered), ~Exists(settled))
    waiting = owing.filter(seeker__in=Seeker.objects.on_paper(), seeker__user__is_active=True)
    rows = waiting.select_related("seeker__user").order_by("pk")[:most]
    for row in rows:
        person = row.seeker.user
        with transaction.atomic():
            slip = intake.print_slip(person=person, matter=matter, pages=PAGES, actor=None, now=now)
            intake.write_letter(
                recipient=person, paper=laid_out(row.seeker, month), slip=slip, dedupe_key=f"form:{month}:{person.pk}",
                wanted_on=clock.day_of(now), actor=None, now=now,
            )  # fmt: skip
    return len(rows)


def drop_letters(*, month: Month, now: datetime) -> int:
    """A form that is still on the mail room's table is not posted to somebody who has declared.  By the system; how many."""
    settled = Declaration.objects.settled(month).filter(seeker__user=OuterRef("recipient"))
    needless = Letter.objects.to_print().filter(Exists(settled), slip__matter=matter_of(month)).select_related("slip")
    return sum(intake.cancel_letters(slip=letter.slip, actor=None, now=now) for letter in needless if letter.slip)


def file_from_form(
    *,
    slip: Slip,
    seeker: Seeker,
    month: Month,
    answers: Answers,
    compared: bool,
    advisor: Any,
    now: datetime,
    base_version: int = 0,
    confirmed: tuple[str, ...] = (),
) -> Version:
    """``file`` by ``advisor``, from the signed form ``slip``, whose answers were ``compared`` with its picture.

    The consent is the signature.  Posted before the closing, the month is declared in time whenever it is typed, and a
    registration that ended meanwhile goes on.  The person gets the proof, by post when they have nothing else, and has 15 days
    to object.  Refused: ``WrongForm``, ``NotReadBack``, and whatever ``file`` refuses.
    """
    if not compared:
        raise NotReadBack(_("Comparez chaque réponse avec le formulaire avant d’envoyer."))
    if slip.person_id != seeker.user_id or slip.matter != matter_of(month) or slip.state == SlipState.PRINTED:
        raise WrongForm(_("Ce formulaire n’est pas celui de cette personne et de ce mois."))
    posted_on, in_time = slip.posted_on, posted_in_time(slip, seeker, month)
    with transaction.atomic():
        version = file(
            seeker=seeker, month=month, answers=answers, base_version=base_version, confirmed=confirmed, via=Via.PAPER,
            actor=advisor, now=now, because=f"form {slip.code}, posted on {posted_on}, {'in' if in_time else 'not in'} time",
        )  # fmt: skip
        intake.mark_keyed(slip=slip, actor=advisor, now=now)
        if version.filed_by_id != advisor.pk or Assistance.objects.filter(version=version).exists():
            return version
        assistance = attach(
            version=version, advisor=advisor, words=_("formulaire signé, bordereau %(code)s") % {"code": codes.shown(slip.code)},
            object_until=now + TIME_TO_OBJECT, now=now, slip=slip.code, received_on=slip.received_on,
            postmarked_on=slip.postmarked_on, in_time=in_time,
        )  # fmt: skip
        context = {"month": month, "receipt": version.receipt, "until": assistance.object_until}
        row = notifications.Row(seeker.user_id, f"assistance:{assistance.pk}")
        posted = notifications.post_many(kind=kinds.FormTyped, rows=[row], context=context, now=now)
        by_post = seeker.is_on_paper or seeker.user_id in posted.unreachable
        events.publish(FormKeyed(assistance.pk, version.pk, by_post=by_post, at=now))
    return version


def posted_in_time(slip: Slip, seeker: Seeker, month: Month) -> bool:
    """Was the form posted before ``month`` closed where the person lives?  Without a postmark that can be read, what arrived
    within a week of the closing was posted in time: the doubt is not theirs."""
    last = last_day(closes_at(find_window(month), seeker.zone), seeker.timezone)
    if slip.postmarked_on is None and slip.received_on is not None:
        return slip.received_on <= last + timedelta(days=ON_ITS_WAY)
    return slip.postmarked_on is not None and slip.postmarked_on <= last
