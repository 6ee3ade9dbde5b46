"""What people call their work, and the trade it belongs to: one choice in a form."""

from __future__ import annotations

from dataclasses import dataclass

from portal.reference.models import MOST, JobTitle, Occupation


@dataclass(frozen=True, slots=True)
class Trade:
    """One answer of the search.  ``value`` is what a form sends: a title’s OGR number, or the ROME code of a trade."""

    value: str
    label: str
    """The words that the person recognises."""
    code: str
    """The ROME code."""
    occupation: str
    """The name of the trade, when it is not the same words."""


def search(text: str, most: int = MOST) -> list[Trade]:
    """Titles and trades whose words begin so: trades first, since each holds many titles; at most ``most``."""
    trades = [of_occupation(each) for each in Occupation.objects.search(text)[:most]]
    said = {each.label.casefold() for each in trades}
    titles = JobTitle.objects.search(text).select_related("occupation")[: most + len(trades)]
    trades += [of_title(each) for each in titles if each.label.casefold() not in said]
    return trades[:most]


def chosen(value: str) -> Trade | None:
    """The trade that a form sent back; None when there is none with this value."""
    if value.isdigit():
        title = JobTitle.objects.select_related("occupation").filter(pk=value).first()
        return of_title(title) if title else None
    occupation = Occupation.objects.filter(pk=value).first()
    return of_occupation(occupation) if occupation else None


def of_occupation(occupation: Occupation) -> Trade:
    return Trade(occupation.code, occupation.label, occupation.code, "")


def of_title(title: JobTitle) -> Trade:
    return Trade(title.ogr, title.label, title.occupation_id, title.occupation.label)
