"""What looks the same for many people is drawn once, and never shows the drawing of something else."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.web.drawn import drawn_once
from portal.web.templatetags.ui import icon

drawings: list[str] = []


@drawn_once
def named(name: str) -> SafeString:
    drawings.append(name)
    return format_html("<b>{}</b>", name)


@pytest.fixture(autouse=True)
def nothing_drawn() -> None:
    drawings.clear()


def test_the_second_asking_draws_nothing() -> None:
    assert named("une fois") == named("une fois") == "<b>une fois</b>"
    assert drawings == ["une fois"]


def test_each_language_has_its_own_drawing() -> None:
    @drawn_once
    def menu() -> SafeString:
        return SafeString(translation.gettext("Se connecter"))

    with translation.override("fr"):
        french = menu()
    with translation.override("en"):
        assert menu() != french


def test_what_was_safe_is_not_given_for_equal_words_that_must_be_escaped() -> None:
    assert named(mark_safe("<i>a</i>")) == "<b><i>a</i></b>"
    assert named("<i>a</i>") == "<b>&lt;i&gt;a&lt;/i&gt;</b>"


def test_while_developing_a_changed_template_shows(settings) -> None:
    settings.DEBUG = True
    named("deux fois"), named("deux fois")
    assert drawings == ["deux fois", "deux fois"]


def test_an_icon_is_the_same_drawn_or_kept() -> None:
    once = render_to_string("components/icon.html", {"name": "clock", "label": ""})
    assert icon("clock") == icon("clock") == once
