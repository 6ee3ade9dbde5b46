"""One walk through a draft, the same by both doors: the person's own pages, and an advisor's beside them.

Each step is shown as it was last typed, judged when it is sent, kept in every case; what was read back is signed.  A door
(``OwnJourney`` in ``own``, ``BesideJourney`` on the floor of the advisors) says where its pages lead.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.audience import person
from portal.accounts.kept import owner_mark, take_back
from portal.web.typed import Typed, as_posted
from seekers.registration import pieces, rules, services, steps, typed
from seekers.registration.answers import Answers
from seekers.registration.findings import Finding
from seekers.registration.forms import SituationForm, StepForm, form_of
from seekers.registration.models import Step
from seekers.registration.read import Reading
from seekers.registration.review import ApplicationReview
from seekers.registration.summary import summary
from seekers.registration.views.doors import Desk

NEXT, LATER, LOOK, SKIP = "next", "later", "look", "skip"
"""What the buttons of a step say: go on, finish later, look a commune or a trade up, answer this step later."""
ROW_ACTIONS = frozenset({"add", "remove", "use"})
Form = StepForm | SituationForm


class Journey(ABC):
    """One request on one page of the walk."""

    frame: ClassVar[str]
    """The template that stands around each step."""
    review_page: ClassVar[str]
    offers_certificates: ClassVar[bool]
    """May what employers sent be taken over?"""
    away: ClassVar[frozenset[str]]
    """Buttons that leave the page as it is typed, whole or not: it is kept, and not judged before somebody comes back."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        self.request, self.desk = request, desk

    @abstractmethod
    def url(self, step: Step) -> str:
        """Where ``step`` is filled in, by this door."""

    @abstractmethod
    def leave(self, here: Step, action: str) -> HttpResponse:
        """Where a page goes that was just kept, and that is left by ``action``."""

    @abstractmethod
    def closed(self, refused: services.NotADraft) -> HttpResponse:
        """The draft was signed or put away meanwhile."""

    @abstractmethod
    def consent(self, posted: Any) -> forms.Form | None:
        """What is asked beside the answers before they are signed."""

    @abstractmethod
    def sign(self, answers: Answers, edition: int, form: forms.Form | None) -> HttpResponse:
        """Sign what was read, and go to its proof."""

    @abstractmethod
    def send_url(self, piece: pieces.Piece) -> str:
        """The page from which this document is sent."""

    def read_back(self, answers: Answers) -> Any:
        """What is read before signing, a chapter (with its ``step``) each step."""
        return summary(answers)

    def around(self) -> dict[str, Any]:
        """What else the frame shows."""
        return {}

    def untouched(self, here: Step) -> bool:
        """Posted as it was shown; a blank box is no answer."""
        pages = (self._words(here), typed.kept(here, self.request.POST))
        before, after = ({name: words for name, words in page.items() if any(words)} for page in pages)
        return before == after

    def step(self, name: str) -> HttpResponse:
        """The page of a step.  Household, when nothing is claimed, does not exist: the next one is shown."""
        if name not in Step.values:
            raise Http404
        here = Step(name)
        if here == Step.REVIEW:
            return self._to(here)
        if here not in self.desk.walk:
            return self._to(steps.after(here, self.desk.answers))
        if here == Step.DOCUMENTS:
            return self._documents()
        if self.request.method == "POST":
            return self._posted(here)
        back = take_back(self.request)
        data = back if back is not None else as_posted(self._words(here))
        return self._page(here, self._unjudged(here, data), taken_back=back is not None)

    def review(self) -> HttpResponse:
        """Everything read back, the rights that follow, and the signature.

        The form carries what was read, signed: two tabs sign what each of them shows, and a page sent twice is recognised.
        """
        if self.request.method != "POST":
            return self._review(self.desk.answers, self.consent(None))
        read = self._reading.read(self.request.POST.get("read", ""))
        if read is None:
            messages.warning(
                self.request, _("Cette page n’était plus valable. Rien n’est signé : relisez, puis signez.")
            )
            return self._to(Step.REVIEW)
        answers, edition = read
        form = self.consent(self.request.POST)
        if form is not None and not form.is_valid():
            return self._review(answers, form, status=422)
        try:
            return self.sign(answers, edition, form)
        except services.ToConfirm as unusual:
            return self._review(answers, form, unconfirmed=unusual.surprises, status=422)
        except services.Incomplete as incomplete:
            messages.warning(self.request, incomplete.sentence)
            return self._to(steps.STEP_OF[incomplete.step])
        except services.Conflict as conflict:
            messages.warning(self.request, conflict.sentence)
            return self._to(Step.REVIEW)
        except services.NotADraft as refused:
            return self.closed(refused)

    def _posted(self, here: Step) -> HttpResponse:
        request = self.request
        action, _colon, where = request.POST.get("action", NEXT).partition(":")
        if action == LOOK:
            return self._redraw(here, typed.kept(here, request.POST), "found", "found")
        if here == Step.SITUATION and action in ROW_ACTIONS:
            return self._redraw(here, *self._rows(action, where), "rows")
        if action == SKIP and here == Step.HOUSEHOLD:
            return self._save(here, self.desk.answers, None) or self._on(here)
        if action in self.away - {LATER} and self.untouched(here):
            return self.leave(here, action)  # a page that was only looked at is still to be answered
        form = form_of(here, request.POST, asking=self.desk.asking(request.POST))
        sound = form.is_sound()
        answers, words = (form.answers(), None) if sound else (self.desk.answers, typed.kept(here, request.POST))
        conflict = self._save(here, answers, words)
        if conflict is not None:
            return conflict
        if action in self.away:
            return self.leave(here, action)
        return self._on(here) if sound else self._page(here, form, status=422)

    def _rows(self, action: str, where: str) -> tuple[Typed, str]:
        """A job or an interruption more or less, or an employer's certificate taken over; and where the eye goes then."""
        if action != "use" or not self.offers_certificates:
            return typed.changed(self.request.POST, action, where), where.partition(":")[0]
        words = typed.kept(Step.SITUATION, self.request.POST)
        job = pieces.job_of(self.desk.application, self.desk.answers, where)
        return (typed.with_job(words, job) if job is not None else words), "jobs"

    def _redraw(self, here: Step, words: Typed, anchor: str, part: str) -> HttpResponse:
        """Kept as typed, nothing judged; htmx gets that part of the page alone."""
        conflict = self._save(here, self.desk.answers, words)
        if conflict is not None:
            return conflict
        if not self.request.htmx:  # type: ignore[attr-defined]
            return redirect(f"{self.request.path}#{anchor}")
        return self._page(here, self._unjudged(here, as_posted(words)), part=f"#{part}")

    def _save(self, here: Step, answers: Answers, words: Typed | None) -> HttpResponse | None:
        """Keep the step; where to go when another hand kept or signed it meanwhile."""
        try:
            self.desk.application = services.save_step(
                application=self.desk.application, step=here, answers=answers, typed=words, edition=self._edition,
                actor=person(self.request), now=self.desk.now,
            )  # fmt: skip
        except services.Conflict as conflict:
            messages.warning(self.request, conflict.sentence)
            return self._to(here)
        except services.NotADraft as refused:
            return self.closed(refused)
        self.desk.answers = Answers.from_json(self.desk.application.answers)
        return None

    def _documents(self) -> HttpResponse:
        """What is needed given the answers, and its state.  Nothing here stops anyone: documents may come later."""
        here = Step.DOCUMENTS
        if self.request.method == "POST":
            action = self.request.POST.get("action", NEXT)
            conflict = self._save(here, self.desk.answers, None)
            return conflict or (self.leave(here, action) if action in self.away else self._on(here))
        needed = pieces.needed(self.desk.application, self.desk.answers, self.desk.today)
        shown = [{"piece": each, "send_url": self.send_url(each)} for each in needed]
        return self._page(here, None, needed=shown)

    def _on(self, here: Step) -> HttpResponse:
        """The next step; from the review's "change", back to the review once nothing else is missing."""
        done = self.desk.application.step == Step.REVIEW
        return self._to(Step.REVIEW if done else steps.after(here, self.desk.answers))

    def _to(self, step: Step | str) -> HttpResponse:
        return redirect(self.url(Step(step)))

    @property
    def _edition(self) -> int:
        """As the page carried it; what is not a number counts as a first page."""
        written = self.request.POST.get("edition", "")
        return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0

    @property
    def _reading(self) -> Reading:
        return Reading(self.desk.application.pk, person(self.request).pk)

    def _words(self, here: Step) -> Typed:
        return self.desk.application.typed.get(here) or typed.page(here, self.desk.answers)

    def _unjudged(self, here: Step, data: Any) -> Form:
        return form_of(here, data, asking=self.desk.asking(data), judged=False)

    def _framed(self, here: Step) -> dict[str, Any]:
        before = steps.before(here, self.desk.answers)
        return {
            "desk": self.desk, "here": here, "frame": self.frame, "owner": owner_mark(self.request),
            "number": self.desk.walk.index(here) + 1, "total": len(self.desk.walk), "taken_back": False,
            "before_url": self.url(before) if before else "", **self.around(),
        }  # fmt: skip

    def _page(self, here: Step, form: Form | None, *, part: str = "", status: int = 200, **more: Any) -> HttpResponse:
        context = self._framed(here) | {
            "form": form, "edition": self.desk.application.edition, "wrong": form is not None and form.wrong, **more,
        }  # fmt: skip
        if here == Step.SITUATION:
            mine = self.offers_certificates
            context["offered"] = pieces.offered(self.desk.application, self.desk.answers) if mine else []
        return render(self.request, f"seekers/registration/steps/{here}.html{part}", context, status=status)

    def _review(
        self, answers: Answers, form: forms.Form | None, *, unconfirmed: Iterable[Finding] = (), status: int = 200
    ) -> HttpResponse:
        desk, confirmed = self.desk, set(self.request.POST.getlist("confirmed"))
        surprises = rules.surprises(answers, desk.today)
        context = self._framed(Step.REVIEW) | {
            "form": form, "chapters": [(each, self.url(each.step)) for each in self.read_back(answers)], "wrong": status != 200,
            "review": ApplicationReview(desk.application, answers, desk.today), "unconfirmed": list(unconfirmed),
            "missing": self._missing(rules.problems(answers, desk.today)),
            "surprises": [{"finding": each, "checked": each.key in confirmed} for each in surprises],
            "read": self._reading.sign(answers, desk.application.edition),
        }  # fmt: skip
        return render(self.request, self.review_page, context, status=status)

    def _missing(self, problems: list[Finding]) -> list[dict[str, Any]]:
        """What to put right, page by page; a question without an answer is only its page to open."""
        found: dict[Step, list[str]] = {}
        for problem in problems:
            sentences = found.setdefault(Step(steps.STEP_OF[problem.step]), [])
            if problem.code != "unanswered" and problem.sentence not in sentences:
                sentences.append(problem.sentence)
        return [{"step": step, "url": self.url(step), "sentences": said} for step, said in found.items()]
