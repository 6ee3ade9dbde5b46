"""Components that show facts: lists, tables, steps to come, money, progress, plots. ``{% load facts %}``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString

from portal.web.plots import Plot
from portal.web.templatetags.ui import wrap
from portal.web.templatetags.words import figure

register = Library()


@register.simple_block_tag(takes_context=True)
def data_table(context: Context, content: str, caption: str, hide_caption: bool = False) -> SafeString:
    """Around ``<thead>`` and ``<tbody>``: a table that becomes one card a row on a phone (cells by ``{% cell %}``)."""
    return wrap(context, "data_table", content=content, caption=caption, hide_caption=hide_caption)


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: str, label: str, number: bool = False, head: bool = False) -> SafeString:
    """A cell that repeats its column's label on a phone. ``head=True`` for the cell that names the row."""
    return wrap(context, "cell", content=content, label=label, number=number, head=head)


@register.simple_block_tag(takes_context=True)
def summary_list(context: Context, content: str) -> SafeString:
    """Around ``{% summary_row %}``: what was answered, on a review page."""
    return wrap(context, "summary_list", content=content)


@register.simple_block_tag(takes_context=True)
def summary_row(context: Context, content: str, label: str, url: str = "", action: str = "") -> SafeString:
    """One answer, with a link to change it when ``url`` is given."""
    return wrap(context, "summary_row", content=content, label=label, url=url, action=action)


@register.inclusion_tag("components/timeline.html")
def timeline(yours: Iterable[Any], ours: Iterable[Any], level: int = 2) -> dict[str, Any]:
    """The person's next steps and ours. Each step: ``title``, and optionally ``when`` (date or instant), ``clock``
    ("il reste 3 jours"), ``detail``, ``url`` with ``action``, ``state`` (``done``, ``now``, ``later``)."""
    return {"yours": list(yours), "ours": list(ours), "level": level}


@register.inclusion_tag("components/money_lines.html")
def money_lines(
    lines: Iterable[Any], total: int, total_label: str, caption: str = "", provisional: bool = False
) -> dict[str, Any]:
    """An amount explained. Each line: ``label``, ``detail`` (in words) and ``cents`` (None for a remark). ``total`` in
    cents; ``provisional`` says that a payslip will settle it."""
    return {
        "lines": list(lines),
        "total": total,
        "total_label": total_label,
        "caption": caption,
        "provisional": provisional,
    }


@register.inclusion_tag("components/progress.html")
def progress(value: int, total: int, label: str, id: str = "progress") -> dict[str, Any]:
    """Work of a known length. Swapped by htmx under the same id, the sentence beside it is read out politely."""
    return {
        "value": value,
        "total": total,
        "done": figure(value),
        "all": figure(total),
        "percent": value * 100 // total if total else 0,
        "label": label,
        "id": id,
    }


@register.inclusion_tag("components/plot.html")
def plot(plot: Plot) -> dict[str, Any]:
    """A drawing made by ``portal.web.plots`` with its table beside it."""
    return {"plot": plot}
