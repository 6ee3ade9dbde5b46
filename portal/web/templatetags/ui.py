"""The components, one tag each: ``{% load ui %}``. The gallery page shows them all; ``docs/design.md`` lists them.

Extra keyword arguments of buttons become attributes, underscores turned into hyphens: ``hx_post=url`` writes
``hx-post="…"``. ``style`` and ``on…`` are refused, since the content policy of the pages would drop them silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template import Context, Engine, Library, TemplateSyntaxError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.web import fields, problems, telephones
from portal.web.drawn import drawn_once

register = Library()

TONES = ("neutral", "info", "success", "warning", "error")
BUTTON_KINDS = ("primary", "secondary", "quiet", "danger")
BANNER_KINDS = ("demo", "assisted", "outage")
MAY_ASK_FOR_HELP = frozenset({"applicant", "seeker"})
"""Roles that have a page to ask for a call; everyone else is shown the telephone numbers."""
BANNER_ICONS = {"demo": "clock", "assisted": "person", "outage": "info"}


def one_of(value: str, allowed: Iterable[str], tag: str) -> str:
    """``value`` if the component knows it; a spelling mistake must break the page in tests, not its colours in use."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{tag}: {value!r} is not one of {', '.join(allowed)}.")
    return value


def attributes(extra: dict[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes, escaped. ``None`` and ``False`` are left out."""
    written: dict[str, Any] = {}
    for name, value in extra.items():
        attribute = name.replace("_", "-")
        if attribute == "style" or attribute.startswith("on"):
            raise TemplateSyntaxError(f"{attribute}: the content policy forbids this attribute.")
        if value is not None:
            written[attribute] = value
    return flatatt(written)


def wrap(context: Context, component: str, **values: Any) -> SafeString:
    """A block component rendered around its content, in a context of its own (as inclusion tags do)."""
    template = Engine.get_default().get_template(f"components/{component}.html")
    inner = context.new(values)
    for shared in ("csrf_token", "request"):
        if shared in context:
            inner[shared] = context[shared]
    return mark_safe(template.render(inner))  # noqa: S308  (a template's own output, already escaped)


# Small pieces


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of ``static/icons/sprite.svg``; silent for screen readers unless it has a label."""
    return _icon(name, str(label))


@drawn_once
def _icon(name: str, label: str) -> SafeString:
    return render_to_string("components/icon.html", {"name": name, "label": label})


@register.inclusion_tag("components/button.html")
def button(
    label: str, kind: str = "primary", type: str = "submit", icon: str = "", size: str = "", **extra: Any
) -> dict[str, Any]:
    one_of(kind, BUTTON_KINDS, "button")
    return {
        "label": label,
        "kind": kind,
        "type": type,
        "icon": icon,
        "size": size,
        "attributes": attributes(extra),
    }


@register.inclusion_tag("components/link_button.html")
def link_button(
    label: str, url: str, kind: str = "primary", icon: str = "", size: str = "", **extra: Any
) -> dict[str, Any]:
    one_of(kind, BUTTON_KINDS, "link_button")
    return {"label": label, "url": url, "kind": kind, "icon": icon, "size": size, "attributes": attributes(extra)}


@register.inclusion_tag("components/badge.html")
def badge(label: str, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    """A state in a word or two. The word carries the meaning; the colour only helps."""
    return {"label": label, "tone": one_of(tone, TONES, "badge"), "icon": icon}


@register.inclusion_tag("components/stat.html")
def stat(label: str, value: Any, detail: str = "", url: str = "", tone: str = "neutral") -> dict[str, Any]:
    return {"label": label, "value": value, "detail": detail, "url": url, "tone": one_of(tone, TONES, "stat")}


# Boxes


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, title: str = "", level: int = 2, tone: str = "", id: str = "") -> SafeString:
    return wrap(context, "card", content=content, title=title, level=level, tone=tone, id=id)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, tone: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A remark that must be seen. ``live=True`` when it appears after an act: read out at once (error) or in turn."""
    one_of(tone, TONES, "notice")
    role = ("alert" if tone == "error" else "status") if live else "note"
    return wrap(context, "notice", content=content, tone=tone, title=title, role=role)


@register.simple_block_tag(takes_context=True)
def empty_state(context: Context, content: str, title: str, url: str = "", action: str = "") -> SafeString:
    return wrap(context, "empty_state", content=content, title=title, url=url, action=action)


@register.simple_block_tag(takes_context=True)
def inbox_message(
    context: Context,
    content: str,
    subject: str,
    sender: str = "",
    sent_at: Any = None,
    url: str = "",
    unread: bool = False,
) -> SafeString:
    """One message of an inbox. ``sent_at`` is an instant, shown in the current time zone."""
    return wrap(
        context,
        "inbox_message",
        content=content,
        subject=subject,
        sender=sender,
        sent_at=sent_at,
        url=url,
        unread=unread,
    )


@register.simple_tag(takes_context=True)
def help_box(context: Context, *forms: Any, text: str = "", matter: str = "", step: str = "") -> SafeString:
    """A human voice, at every step: ``{% help_box form matter="registration" step="contact" %}``.

    Whoever asks for help carries where they stand and what the page refused (names of fields and codes of errors of ``forms``),
    never what they typed.
    """
    user = getattr(context.get("request"), "user", None)
    asks = user is not None and user.is_authenticated and not user.roles.isdisjoint(MAY_ASK_FOR_HELP)
    said = {"matter": matter, "step": step, "errors": ",".join(problems.codes_of(*forms))}
    query = urlencode({name: value for name, value in said.items() if value}) if asks else ""
    return _help_box(text, asks, query, telephones.telephone_of(user))


@drawn_once
def _help_box(text: str, asks: bool, query: str, line: telephones.Telephone) -> SafeString:
    url = reverse("help:ask" if asks else "help:ways")
    context = {"text": text, "line": line, "url": f"{url}?{query}" if query else url, "asks": asks}
    return render_to_string("components/help_box.html", context)


@register.simple_tag(takes_context=True)
def telephone(context: Context) -> telephones.Telephone:
    """The number for whoever reads the page."""
    return telephones.telephone_of(getattr(context.get("request"), "user", None))


@register.inclusion_tag("components/banner.html")
def banner(kind: str, text: str, url: str = "", link: str = "") -> dict[str, Any]:
    """A strip across the page: ``demo`` (the clock), ``assisted`` (an advisor fills for someone), ``outage``."""
    one_of(kind, BANNER_KINDS, "banner")
    return {"kind": kind, "text": text, "url": url, "link": link, "icon": BANNER_ICONS[kind]}


@register.inclusion_tag("components/person_header.html")
def person_header(name: str, facts: Iterable[tuple[str, Any]] = (), url: str = "") -> dict[str, Any]:
    """Who the page is about: name and a few (label, value) facts."""
    return {"name": name, "facts": list(facts), "url": url}


@register.filter
def tone(level_tag: str) -> str:
    """The tone of a Django message: ``debug`` and unknown levels read as information."""
    return level_tag if level_tag in TONES else "info"


# Where one is


@register.simple_tag
def steps(current: int, total: int, next: str = "") -> SafeString:
    """Progress in a journey, from 1 to ``total``, drawn as bounces."""
    if not 1 <= current <= total:
        raise TemplateSyntaxError(f"steps: {current} is not between 1 and {total}.")
    return _steps(current, total, str(next))


@drawn_once
def _steps(current: int, total: int, next: str) -> SafeString:
    width = 36
    context = {
        "current": current,
        "total": total,
        "next": next,
        "width": width * total + 12,
        "ball": width * current,
        "arcs": [{"x": 4 + width * n, "done": n < current} for n in range(total)],
    }
    return render_to_string("components/steps.html", context)


@register.inclusion_tag("components/nav.html")
def nav(items: Iterable[dict[str, Any]], label: str = "") -> dict[str, Any]:
    """Links with ``label``, ``url``, and optionally ``current`` (as ``aria-current`` takes it) and ``count`` (unread things).

    Those that are one's ``own`` (account, security) fold into one at the end of the row, when there are several.
    """
    items = list(items)
    own = [item for item in items if item.get("own")]
    folded = own if len(own) > 1 else []
    return {
        "items": items,
        "row": [item for item in items if item not in folded],
        "folded": folded,
        "in_folded": any(item.get("current") for item in folded),
        "label": label or _("Menu principal"),
    }


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*links: str, here: str = "") -> dict[str, Any]:
    """``{% breadcrumb "Accueil" home_url "Paiements" payments_url here="Mai 2026" %}``."""
    if len(links) % 2:
        raise TemplateSyntaxError("breadcrumb: a label without its address.")
    return {"links": list(zip(links[::2], links[1::2], strict=True)), "here": here}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the pages of a ``Paginator``, keeping the other search terms of the address."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"number": n, "url": address(n) if isinstance(n, int) else "", "current": n == page.number}
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    request = context.get("request")
    return {"here": request.get_full_path() if request else "/", "csrf_token": context.get("csrf_token", "")}


# Forms


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input alone, with the keyboard and the autofill that its kind of field calls for."""
    return field.as_widget(attrs=fields.input_attributes(field))


register.filter("anchor", problems.anchor)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """What is wrong, gathered on top, each line leading to its field. Empty when nothing is."""
    return {"problems": problems.problems_of(*forms)}
