"""The road from the end of the contract to the last day paid, drawn: what is waited for, then what is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benefits.entitlements.words import in_days
from portal.months import Month
from portal.web.plots import STRIP_HEIGHT, Mark, Plot, percent, pixels
from portal.web.templatetags.words import day as in_words

WAITED_WIDTH = 34
"""Percent of the drawing for the days before the first one paid: at one scale they would be thinner than a hair."""
DAYS_IN_A_PAID_MONTH = 30
SHAPES = {"deferral": (26, 18), "unregistered": (34, 10), "waiting": (18, 26), "paid": (0, 44), "reduced": (14, 30)}
"""Top and height in pixels: told apart without colour."""
COLOURS = {
    "paid": "plot-1", "deferral": "plot-2", "waiting": "plot-3", "unregistered": "plot-4", "reduced": "plot-1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many days of one kind, from ``starts_on``."""

    kind: str
    name: str
    days: int
    starts_on: date


def ends_in(first_payable_on: date, days: int) -> Month:
    """The month of the last day paid if every day is: 30 days a month, whatever the calendar (règlement, art. 24)."""
    day = min(first_payable_on.day, DAYS_IN_A_PAID_MONTH)
    return Month.of(first_payable_on).plus((day + days - 2) // DAYS_IN_A_PAID_MONTH)


def road(*, contract_ended_on: date, first_payable_on: date, days: int, waits: dict[str, int], full_days: int) -> Plot:
    """``waits``: days by kind (``deferral``, ``waiting``) before ``first_payable_on``; the rest of the time up to it is the
    time before the registration.  ``full_days``: paid days before the allowance is reduced."""
    before = _before(contract_ended_on, first_payable_on, waits)
    paid = _paid(first_payable_on, days, full_days)
    marks: list[Mark] = []
    waited = sum(each.days for each in before)
    edge = float(WAITED_WIDTH) if waited else 0.0
    _lay(marks, before, 0.0, edge)
    _lay(marks, paid, edge, 100.0)
    end = ends_in(first_payable_on, days)
    stretches = [*before, *paid]
    return Plot(
        title=_("De la fin de votre contrat à la fin de votre droit"),
        description=_("Premier jour payé le %(first)s, fin vers %(end)s si tous les jours sont payés.")
        % {"first": in_words(first_payable_on), "end": date_format(end.first, "F Y")},
        height=STRIP_HEIGHT,
        marks=marks,
        labels=[
            ("10%", date_format(contract_ended_on, "d/m/y")),
            (percent(max(edge + 10, 42)), date_format(first_payable_on, "d/m/y")),
            ("88%", date_format(end.first, "m/Y")),
        ],
        columns=[_("À partir du"), _("Durée")],
        rows=[(each.name, [in_words(each.starts_on), in_days(each.days)]) for each in stretches],
        legend=[(COLOURS[each.kind], f"{each.name} : {in_days(each.days)}") for each in stretches],
    )


def _before(ended_on: date, first_payable_on: date, waits: dict[str, int]) -> list[Stretch]:
    """Each wait in its order; what is left of the time before the first day paid is the time before registering."""
    names = {"deferral": _("Différés"), "waiting": _("Délai d’attente")}
    total = (first_payable_on - ended_on).days - 1
    unregistered = max(total - sum(waits.values()), 0)
    stretches, at = [], ended_on + timedelta(days=1)
    for kind, count in waits.items():
        if kind == "waiting" and unregistered:
            stretches.append(Stretch("unregistered", _("Avant votre inscription"), unregistered, at))
            at += timedelta(days=unregistered)
        if count:
            stretches.append(Stretch(kind, names[kind], count, at))
            at += timedelta(days=count)
    return stretches


def _paid(first_payable_on: date, days: int, full_days: int) -> list[Stretch]:
    if full_days >= days:
        return [Stretch("paid", _("Jours payés"), days, first_payable_on)]
    reduced_on = ends_in(first_payable_on, full_days + 1).first
    return [
        Stretch("paid", _("Jours payés en entier"), full_days, first_payable_on),
        Stretch("reduced", _("Jours payés au montant réduit"), days - full_days, reduced_on),
    ]


def _lay(marks: list[Mark], stretches: list[Stretch], left: float, right: float) -> None:
    """Side by side between ``left`` and ``right`` percent, as wide as they are long, never too thin to be seen."""
    total = sum(each.days for each in stretches) or 1
    least = 5.0 if len(stretches) > 1 else 0.0
    room = (right - left) - least * len(stretches)
    at = left
    for each in stretches:
        width = least + room * each.days / total
        top, height = SHAPES[each.kind]
        gap = min(0.6, width / 4)
        marks.append(
            Mark("bar", COLOURS[each.kind], percent(at + gap), pixels(top), percent(width - 2 * gap), pixels(height))
        )
        at += width
