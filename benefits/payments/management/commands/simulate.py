"""``manage.py simulate``: price a month, or the right that a career opens, with its explanation.  Touches no row.

manage.py simulate --month 2026-11 --daily 46.85 --sjr 82.19 --pay 450 --pay 380
manage.py simulate --month 2026-11 --scheme ass --daily 19.48 --resources 900
echo '{"month": "2026-11", "daily": 46.85, "sjr": 82.19, "pay": [450, 380]}' | manage.py simulate --json -
manage.py simulate --career career.json            (the names of benefits/rules/told.py; - is standard input)
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benefits.rules import ass, degressivity
from benefits.rules.explanation import Line, explain, sentences
from benefits.rules.figures import Figures, UnknownFigures, figures_on
from benefits.rules.month_days import base_days, withheld_days
from benefits.rules.pricing import ARE, ASS, UNLIMITED_DAYS, MonthFacts, MonthResult, price_month
from benefits.rules.rights import as_facts, explain_rights, figures_of, find_rights
from benefits.rules.told import career_told
from portal.money import in_cents
from portal.months import Month

MOST = Decimal(1_000_000)
CSG = {"full": "csg_rate", "reduced": "csg_reduced_rate"}
"""Where the figures of the month hold each rate."""


def amount(text: Any) -> int:
    """Euros as people write them (``1234.56`` or ``1234,56``), in cents."""
    try:
        euros = Decimal(str(text).replace(",", ".").replace(" ", ""))
    except InvalidOperation as error:
        raise ArgumentTypeError(f"{text!r} is not an amount in euros") from error
    if not euros.is_finite() or not 0 <= euros <= MOST:
        raise ArgumentTypeError(f"{text!r} is not an amount between 0 and {MOST} euros")
    try:
        return in_cents(euros)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def days(text: Any) -> int:
    """A whole number of days."""
    written = str(text)
    if isinstance(text, bool) or not (written.isascii() and written.isdigit()) or len(written) > 6:
        raise ArgumentTypeError(f"{text!r} is not a number of days")
    return int(written)


def month(text: Any) -> Month:
    try:
        return Month.parse(str(text))
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def one_of(*choices: str) -> Any:
    def choose(text: Any) -> str:
        if text not in choices:
            raise ArgumentTypeError(f"{text!r} is none of {', '.join(choices)}")
        return str(text)

    return choose


OPTIONS: dict[str, tuple[Any, Any, str]] = {
    "month": (month, None, "the month to price, like 2026-11"),
    "scheme": (one_of("are", "ass"), "are", "are or ass"),
    "daily": (amount, None, "daily allowance, in euros"),
    "reduced_daily": (amount, None, "daily allowance once reduced, in euros (degressivity)"),
    "full_rate_days_left": (days, None, "days still paid at the full rate; only with --reduced-daily"),
    "sjr": (amount, None, "reference daily wage, in euros; needed for ARE"),
    "pay": (amount, [], "gross pay of one employer, in euros; once for each employer"),
    "non_payable_days": (days, 0, "calendar days of the month that are not paid"),
    "days_left": (days, UNLIMITED_DAYS, "days left in the right before this month"),
    "csg": (one_of(*CSG, "none"), "full", "full (6.2 %%), reduced (3.8 %%) or none"),
    "resources": (amount, 0, "ASS: monthly resources of the household, in euros"),
    "couple": (one_of("yes", "no"), "no", "ASS: yes when living as a couple"),
    "months_worked": (days, 0, "ASS: months already paid beside work"),
}


class Command(BaseCommand):
    help = (
        "Price one month of allowance, or the right that a career opens, line by line, without touching the database."
    )

    requires_system_checks = ()  # a sum asks nothing of the project's state

    def add_arguments(self, parser: CommandParser) -> None:
        for name, (kind, _default, words) in OPTIONS.items():
            action = "append" if name == "pay" else "store"
            parser.add_argument(f"--{name.replace('_', '-')}", type=kind, action=action, help=words)
        parser.add_argument(
            "--json", metavar="FILE", help="read the same names from a JSON object; - is standard input"
        )
        parser.add_argument(
            "--career",
            metavar="FILE",
            help="the right that a career opens, read from a JSON object; - is standard input",
        )
        parser.add_argument("--as-json", action="store_true", help="answer in JSON: cents, days and lines")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["career"]:
            self.tell_right(options)
        else:
            self.tell_month(options)

    def tell_month(self, options: dict[str, Any]) -> None:
        """What the month of the options pays."""
        said = self.read(options["json"]) if options["json"] else {}
        said |= {name: options[name] for name in OPTIONS if options[name] is not None}
        asked = {name: said.get(name, default) for name, (_kind, default, _words) in OPTIONS.items()}
        self.refuse_impossible(asked)
        facts, result, figures = self.price(asked)
        lines = explain(facts, result, figures)
        figures_found = {name: int(value) for name, value in result._asdict().items()}
        title = asked["month"].label
        self.stdout.write(self.as_json(figures_found, lines) if options["as_json"] else self.in_words(title, lines))

    @staticmethod
    def refuse_impossible(asked: dict[str, Any]) -> None:
        """Refuse (``CommandError``) what would price another month than the one meant."""
        is_ass = asked["scheme"] == "ass"
        for name in ("month", "daily") if is_ass else ("month", "daily", "sjr"):
            if asked[name] is None:
                raise CommandError(f"--{name} is needed: {OPTIONS[name][2]}.")
            if asked[name] == 0:
                raise CommandError(f"--{name} must be more than 0.")
        month_days, reduced = asked["month"].days, asked["reduced_daily"]
        if asked["non_payable_days"] > month_days:
            raise CommandError(f"{asked['month']} has no more than {month_days} days that cannot be paid.")
        if reduced is not None and not 0 < reduced <= asked["daily"]:
            raise CommandError("--reduced-daily must be more than 0 and no more than --daily.")
        if reduced is None and asked["full_rate_days_left"] is not None:
            raise CommandError("--full-rate-days-left is needed only with --reduced-daily.")

    def tell_right(self, options: dict[str, Any]) -> None:
        """What the career of a file opens, or why it opens nothing."""
        if mixed := [name for name in ("json", *OPTIONS) if options[name] is not None]:
            raise CommandError(f"--career is about a right: it does not go with --{mixed[0].replace('_', '-')}.")
        try:
            career = career_told(self.written(options["career"]))
            figures = figures_of(career)
            rights = find_rights(career, figures)
        except ValueError as error:
            raise CommandError(str(error)) from error
        lines = explain_rights(career, rights, figures)
        title = "Un droit s’ouvre" if rights.eligible else "Pas de droit pour le moment"
        self.stdout.write(self.as_json(as_facts(rights), lines) if options["as_json"] else self.in_words(title, lines))

    @staticmethod
    def written(path: str) -> dict[str, Any]:
        """The JSON object of a file."""
        try:
            text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
            written = json.loads(text, parse_float=Decimal)
        except (OSError, ValueError, RecursionError) as error:
            named = "Standard input" if path == "-" else path
            raise CommandError(f"{named} could not be read as JSON: {error}") from error
        if not isinstance(written, dict):
            raise CommandError("The JSON must be one object, with names and values.")
        return written

    def read(self, path: str) -> dict[str, Any]:
        """The month of a JSON object, each value checked like the option of the same name."""
        written = self.written(path)
        if unknown := sorted(set(written) - set(OPTIONS)):
            raise CommandError(f"Unknown: {', '.join(unknown)}. Known: {', '.join(OPTIONS)}.")
        try:
            return {
                name: [amount(each) for each in value] if name == "pay" and isinstance(value, list) else
                [amount(value)] if name == "pay" else OPTIONS[name][0](value)
                for name, value in written.items()
            }  # fmt: skip
        except ArgumentTypeError as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def price(asked: dict[str, Any]) -> tuple[MonthFacts, MonthResult, Figures]:
        priced: Month = asked["month"]
        try:
            figures = figures_on(priced.first)
        except UnknownFigures as error:
            raise CommandError(str(error)) from error
        is_ass = asked["scheme"] == "ass"
        daily, reduced = asked["daily"], asked["reduced_daily"]
        facts = MonthFacts(
            scheme=ASS if is_ass else ARE,
            daily=daily,
            base_days=figures.ass_month_days if is_ass else base_days(priced, figures),
            non_payable_days=withheld_days(priced, asked["non_payable_days"], figures),
            days_left=asked["days_left"],
            gross_pay=sum(asked["pay"]),
            sjr=asked["sjr"] or 0,
            reduced_daily=reduced or daily,
            full_rate_days_left=degressivity.NEVER_REDUCED if reduced is None else asked["full_rate_days_left"] or 0,
            csg_rate=0 if is_ass or asked["csg"] == "none" else getattr(figures, CSG[asked["csg"]]),
            minimum=figures.minimum_allowance,
            ceiling_left=int(ass.ceiling(daily, asked["couple"] == "yes", figures) - asked["resources"])
            if is_ass
            else 0,
            cumul_months_left=max(figures.ass_cumul_months - asked["months_worked"], 0) if is_ass else 0,
        )
        return facts, price_month(facts, figures), figures

    @staticmethod
    def as_json(found: dict[str, Any], lines: list[Line]) -> str:
        said = zip(lines, sentences(lines), strict=True)
        explained = [{**line._asdict(), "sentence": sentence} for line, sentence in said]
        return json.dumps({"result": found, "lines": explained}, ensure_ascii=False, indent=2, default=int)

    @staticmethod
    def in_words(title: str, lines: list[Line]) -> str:
        said = [f"  {words}\n      {line.source}" for line, words in zip(lines, sentences(lines), strict=True)]
        return "\n".join([title, *said])
