"""Which pages of a batch belong together, and which only came in the same envelope.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from portal.intake.rules.codes import BLANK


@dataclass(frozen=True)
class Seen:
    """One page: its place in the batch, the code that was read (empty: none), and whether a barcode was there that could
    not be read."""

    number: int
    code: str = ""
    form_page: int = 0
    spoilt: bool = False


@dataclass
class Group:
    """Pages in their order; ``code`` is empty when nothing tells whose they are.  ``behind``: the form they were enclosed with."""

    code: str
    behind: Group | None = None
    numbers: list[int] = field(default_factory=list)
    form_pages: set[int] = field(default_factory=set)


def grouped(pages: Iterable[Seen], covers: Collection[str] = ()) -> list[Group]:
    """Every page is in exactly one group.  ``covers``: the codes of cover sheets, which say what the pages behind them are.

    A barcode begins a group, unless it continues the form before it (the same code, a page not seen yet), even behind a copy.
    Every page of a form bears its barcode: a page without one is no part of it, and is enclosed *behind* it.  Behind a cover
    sheet it is what the sheet says.  A page whose barcode is spoilt begins a group without a code: it may be anybody's, and must
    never follow somebody else's form.
    """
    groups: list[Group] = []
    for page in pages:
        group = _home(groups[-1], page, covers) if groups else None
        if group is None or not group.numbers:
            group = group or Group(page.code)
            groups.append(group)
        group.numbers.append(page.number)
        if page.code:
            group.form_pages.add(page.form_page)
    return groups


def missing(form_pages: Iterable[int], printed: int) -> list[int]:
    """The pages of a form of ``printed`` pages that did not come back."""
    return sorted(set(range(1, printed + 1)) - set(form_pages))


def _home(last: Group, page: Seen, covers: Collection[str]) -> Group | None:
    """The group of ``page``, which comes behind ``last``; None when it begins one that has to do with nobody before it."""
    if page.spoilt:
        return None
    if page.code:
        form = last.behind or last
        return form if _continues(form, page) else None
    return Group("", behind=last) if last.code and last.code not in covers else last


def _continues(group: Group, page: Seen) -> bool:
    """The same form, whatever the order of its pages; blank forms all bear one code, so a page that goes back begins another."""
    if group.code != page.code or page.form_page in group.form_pages:
        return False
    return page.code != BLANK or page.form_page > max(group.form_pages)
