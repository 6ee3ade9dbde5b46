"""Each component says what it must to a screen reader, and refuses what would break the page silently."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from portal.web import fields, plots


def drawn(source: str, **values: Any) -> str:
    return " ".join(Template("{% load ui facts words %}" + source).render(Context(values)).split())


@pytest.fixture(autouse=True)
def in_french() -> Any:
    with translation.override("fr"):
        yield


def test_a_button_carries_its_attributes_escaped() -> None:
    html = drawn("{% button label name='go' hx_post=url %}", label="<b>Envoyer</b>", url='/a?b=1&c="')
    assert 'type="submit"' in html
    assert 'hx-post="/a?b=1&amp;c=&quot;"' in html
    assert "&lt;b&gt;Envoyer" in html


@pytest.mark.parametrize("attribute", ["style='color:red'", "onclick='x()'"])
def test_what_the_content_policy_would_drop_is_refused(attribute: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="content policy"):
        drawn("{% button 'Envoyer' " + attribute + " %}")


@pytest.mark.parametrize(
    "tag", ["badge 'x' 'purple'", "button 'x' kind='big'", "banner 'party' 'x'", "stat 'a' 1 tone='x'"]
)
def test_an_unknown_kind_breaks_the_page_in_tests(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is not one of"):
        drawn("{% " + tag + " %}")


@pytest.mark.parametrize(
    ("tone", "live", "role"), [("error", True, "alert"), ("success", True, "status"), ("info", False, "note")]
)
def test_a_notice_is_read_out_only_when_it_just_appeared(tone: str, live: bool, role: str) -> None:
    html = drawn("{% notice tone live=live %}<p>{{ words }}</p>{% endnotice %}", tone=tone, live=live, words="<i>")
    assert f'role="{role}"' in html
    assert "<p>&lt;i&gt;</p>" in html


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in drawn("{% icon 'check' %}")
    labelled = drawn("{% icon 'check' 'Fait' %}")
    assert 'aria-label="Fait"' in labelled
    assert "aria-hidden" not in labelled


def test_a_card_has_its_heading_at_the_level_asked() -> None:
    assert '<h3 class="card-title">Titre</h3>' in drawn("{% card title='Titre' level=3 %}x{% endcard %}")


def test_steps_say_in_words_where_one_is() -> None:
    html = drawn("{% steps 2 4 next='vos revenus' %}")
    assert "Étape 2 sur 4" in html
    assert "Ensuite : vos revenus" in html
    assert html.count("steps-done") == 2
    with pytest.raises(TemplateSyntaxError):
        drawn("{% steps 5 4 %}")


def test_the_menu_marks_the_present_page_and_says_what_the_count_means() -> None:
    html = drawn("{% nav items %}", items=[{"label": "Messages", "url": "/m/", "current": "page", "count": 2}])
    assert 'aria-current="page"' in html
    assert "à lire" in html


def test_a_breadcrumb_without_an_address_is_refused() -> None:
    assert 'href="/p/"' in drawn("{% breadcrumb 'Paiements' '/p/' here='Mai' %}")
    with pytest.raises(TemplateSyntaxError):
        drawn("{% breadcrumb 'Paiements' %}")


def test_pages_keep_the_search_and_mark_the_present_one(rf: RequestFactory) -> None:
    page = Paginator(range(100), 10).page(3)
    html = drawn("{% pagination page %}", page=page, request=rf.get("/", {"q": "a&b", "page": "3"}))
    assert 'href="?q=a%26b&amp;page=4" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert drawn("{% pagination page %}", page=Paginator([1], 10).page(1), request=rf.get("/")) == ""


def test_a_table_cell_repeats_its_column_for_phones() -> None:
    html = drawn("{% cell 'Mai' head=True %}Amina{% endcell %}{% cell 'Dû' number=True %}3{% endcell %}")
    assert '<th scope="row" data-label="Mai">Amina</th>' in html
    assert '<td data-label="Dû" class="number">3</td>' in html


def test_a_summary_link_says_what_it_changes() -> None:
    html = drawn(
        "{% summary_list %}{% summary_row 'Travaillé ?' url='/1/' %}Oui{% endsummary_row %}{% endsummary_list %}"
    )
    assert 'Modifier<span class="visually-hidden"> : Travaillé ?</span>' in html


def test_a_timeline_tells_both_sides_and_says_when_nothing_waits() -> None:
    html = drawn(
        "{% timeline yours ours %}", yours=[{"title": "Déclarer", "when": date(2026, 6, 1), "state": "now"}], ours=[]
    )
    assert '<time datetime="2026-06-01">1er juin 2026</time>' in html
    assert "timeline-now" in html
    assert "Rien n’est en attente de notre côté" in html


def test_an_amount_is_explained_line_by_line() -> None:
    lines = [{"label": "30 jours", "detail": "Votre mois", "cents": 114_000}, {"label": "Note", "cents": None}]
    html = drawn("{% money_lines lines 114000 'Vous recevrez' provisional=True %}", lines=lines)
    assert html.count("1\u00a0140,00\u00a0€".replace("\u00a0", " ")) == 2
    assert "provisoire" in html
    assert html.count('scope="row"') == 3


def test_progress_is_said_politely_and_its_figures_stay_machine_readable() -> None:
    html = drawn("{% progress 12400 31000 'Virements' %}")
    assert 'value="12400" max="31000"' in html
    assert 'role="status"' in html
    assert "12 400 sur 31 000 (40 %)" in html
    assert "(0 %)" in drawn("{% progress 0 0 'Rien' %}")


def test_an_unread_message_says_so_in_words() -> None:
    sent = datetime(2026, 6, 2, 12, 5, tzinfo=UTC)
    html = drawn("{% inbox_message 'Reçu' sent_at=sent unread=True %}x{% endinbox_message %}", sent=sent)
    assert "Non lu" in html
    assert "2 juin 2026, 14 h 05" in html


def test_the_help_box_can_be_dialled() -> None:
    assert 'href="tel:3949"' in drawn("{% help_box %}")


def test_words_are_said_the_french_way() -> None:
    assert drawn("{{ m|hours }}", m=2130) == "35 h 30"
    assert drawn("{{ m|hours }}", m=420) == "7 h"
    assert drawn("{{ d|day }}", d=date(2026, 12, 1)) == "1er décembre 2026"
    assert drawn("{{ d|day }}", d=date(2026, 12, 21)) == "21 décembre 2026"
    assert drawn("{{ d|day }}", d=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1er janvier 2027"


class Journey(forms.Form):
    worked = fields.YesNoField(label="Travaillé ?", help_text="Même une heure.")
    pay = fields.MoneyField(label="Salaire")
    time = fields.HoursField(label="Durée")
    email = forms.EmailField(label="E-mail", required=False)
    sure = forms.BooleanField(label="Exact")


def test_every_input_has_a_label_and_a_keyboard() -> None:
    html = drawn("{{ form }}", form=Journey())
    assert '<label for="id_pay">Salaire' in html
    assert 'inputmode="decimal"' in html
    assert 'autocomplete="email"' in html
    assert "(facultatif)" in html
    assert '<fieldset aria-describedby="id_worked_helptext">' in html
    assert "error-summary" not in html


def test_no_answer_is_preset() -> None:
    assert "checked" not in drawn("{{ form }}", form=Journey())
    assert "checked" in drawn("{{ form }}", form=Journey(initial={"worked": False}))


def test_an_error_is_tied_to_its_field_and_listed_on_top() -> None:
    html = drawn("{{ form }}", form=Journey({"pay": "beaucoup"}))
    assert '<a href="#id_worked_0">Travaillé ? – Répondez par oui ou par non.</a>' in html
    assert 'href="#id_pay"' in html
    assert 'href="#id_time_0"' in html
    assert 'id="id_pay_error"' in html
    assert 'aria-describedby="id_pay_error"' in html
    assert 'role="alert"' in html
    for target in ("id_worked_0", "id_pay", "id_time_0"):
        assert f'id="{target}"' in html


def test_a_formset_is_summed_up_with_its_forms() -> None:
    many = forms.formset_factory(Journey, extra=0, min_num=2, validate_min=True)
    general = "Au moins deux employeurs."
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-pay": "x"}
    html = drawn("{% error_summary many %}", many=many(data, error_messages={"too_few_forms": general}))
    assert 'href="#id_form-0-pay"' in html
    assert f"<li>{general}</li>" in html  # about the whole: it leads to no field


def test_a_row_that_repeats_says_which_one_is_wrong() -> None:
    class Row(Journey):
        row_name = "Employeur %(number)s"

    rows = forms.formset_factory(Row)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-pay": "x"})
    assert '<a href="#id_form-1-pay">Employeur 2, ' in drawn("{% error_summary rows %}", rows=rows)


def test_a_plot_always_has_its_table_and_no_inline_style() -> None:
    plot = plots.bars("Reçu", [("mai", 10), ("juin", 0)], column="Versé", description="Peu.")
    html = drawn("{% plot plot %}", plot=plot)
    assert "<title>Reçu</title>" in html
    assert "<desc>Peu.</desc>" in html
    assert "<details" in html
    assert '<th scope="row">juin</th>' in html
    assert "style=" not in html
