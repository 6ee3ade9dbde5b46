"""Which pages of a batch belong together: a page with a barcode begins, the pages behind it follow.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Pages in their order; ``code`` is empty when nothing tells whose they are."""

    code: str
    numbers: list[int] = field(default_factory=list)
    form_pages: set[int] = field(default_factory=set)


def grouped(pages: Iterable[Seen]) -> list[Group]:
    """Every page is in exactly one group.

    A barcode begins a group, unless it continues the form before it (the same code, a page not seen yet).  A page without one
    belongs to the form before it: a copy that was enclosed.  A page whose barcode is spoilt begins a group without a code: it
    may be anybody's, and must never follow somebody else's form.
    """
    groups: list[Group] = []
    for page in pages:
        last = groups[-1] if groups else None
        follows = last is not None and not page.spoilt and (not page.code or _continues(last, page))
        if last is None or not follows:
            last = Group(page.code)
            groups.append(last)
        last.numbers.append(page.number)
        if page.code:
            last.form_pages.add(page.form_page)
    return groups


def missing(form_pages: Iterable[int], printed: int) -> list[int]:
    """The pages of a form of ``printed`` pages that did not come back."""
    return sorted(set(range(1, printed + 1)) - set(form_pages))


def _continues(group: Group, page: Seen) -> bool:
    """The same form, whatever the order of its pages; blank forms all bear one code, so a page that goes back begins another."""
    if group.code != page.code or page.form_page in group.form_pages:
        return False
    return page.code != BLANK or page.form_page > max(group.form_pages)
