"""Finding a commune or a trade: with or without accents, with or without a script."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.reference import pace, trades
from portal.reference.folding import fold
from portal.reference.forms import PlaceChoice, TradeChoice
from portal.reference.models import Commune, JobTitle
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.reference.places import load_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    load_places()


@pytest.fixture
def browser() -> Client:
    return signed_in(UserFactory(roles=(Role.SEEKER,)))


def names(found) -> list[str]:
    return [each.name for each in found]


def test_a_postcode_gives_its_communes_the_largest_first():
    assert names(Commune.objects.at("59390")) == ["Lys-lez-Lannoy", "Toufflers", "Sailly-lez-Lannoy", "Lannoy"]
    assert names(Commune.objects.at("59100")) == ["Roubaix"]
    assert names(Commune.objects.at("00000")) == []
    assert names(Commune.objects.at("59\x00100")) == []  # typed by a machine: the database holds no NUL


def test_one_lives_in_an_arrondissement_not_in_paris():
    assert names(Commune.objects.at("75011")) == ["Paris 11e Arrondissement"]
    assert "Paris" not in names(Commune.objects.search("paris"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("villeneuve d'ascq", "Villeneuve-d'Ascq"),
        ("ASCQ VILL", "Villeneuve-d'Ascq"),
        ("marcq en bar", "Marcq-en-Barœul"),
        ("st denis 93", "Saint-Denis"),
        ("valserhone", "Valserhône"),
        ("974 tampon", "Le Tampon"),
    ],
)
def test_a_commune_is_found_however_it_is_written(typed, found):
    assert names(Commune.objects.search(typed))[0] == found


def test_homonyms_are_told_apart():
    assert {each.postcode for each in Commune.objects.called("saint denis")} == {"93200", "97400"}
    assert not Commune.objects.search("saint denis 93").filter(department="974").exists()


def test_nothing_typed_finds_nothing():
    assert list(Commune.objects.search("  - ")) == []
    assert list(JobTitle.objects.search("")) == []


@pytest.mark.parametrize(
    ("text", "folded"), [("St-Étienne s/ Œuvre", " saint etienne sur oeuvre"), ("L'Haÿ", " l hay")]
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_a_trade_is_found_by_its_own_name_and_by_a_title():
    assert trades.search("boulanger")[0].code == "D1102"
    title = JobTitle.objects.exclude(label__contains="(").order_by("ogr").first()
    found = [each for each in trades.search(title.label) if each.value == title.ogr]
    assert found[0].code == title.occupation_id
    assert trades.chosen(title.ogr) == found[0]
    assert trades.chosen("Z9999") is None


def test_a_search_gives_twenty_trades_at_most():
    assert len(trades.search("de")) == 20


def place(**typed: str) -> PlaceChoice:
    return PlaceChoice(typed)


def test_the_only_commune_of_a_postcode_need_not_be_chosen():
    form = place(postcode="59100")
    assert form.is_valid()
    assert form.cleaned_data["commune"] == "59512"


def test_several_communes_ask_for_a_choice_and_show_the_list():
    form = place(postcode="59390")
    assert not form.is_valid()
    assert "Lys-lez-Lannoy" in str(form["commune"])
    assert place(postcode="59390", commune="59598").is_valid()


def test_a_commune_of_another_postcode_is_refused():
    assert "commune" in place(postcode="59100", commune="59598").errors


def test_an_unknown_postcode_does_not_stop_anybody():
    form = place(postcode="25000")
    assert form.is_valid()
    assert form.cleaned_data["commune"] == ""
    assert "postcode" in place(postcode="2500").errors


def test_a_trade_must_be_one_of_the_list():
    form = TradeChoice({"words": "vend"})
    assert "trade" in form.errors
    value = form.fields["trade"].choices[0][0]
    chosen = TradeChoice({"words": "vend", "trade": value})
    assert chosen.is_valid()
    assert chosen.cleaned_data["trade"].value == value
    assert "words" in TradeChoice({"words": "xyzzy"}).errors
    assert "trade" in TradeChoice({"words": "vend", "trade": "99999999"}).errors


def test_htmx_gets_the_list_alone_and_others_a_page(browser):
    alone = browser.get("/reperes/communes/?postcode=59390", headers={"HX-Request": "true"})
    assert b"<html" not in alone.content
    assert b'value="59598"' in alone.content
    page = browser.get("/reperes/communes/?postcode=59390")
    assert b"<html" in page.content
    assert b'value="59598"' in page.content
    assert "Toufflers" in page.text


def test_a_form_with_a_prefix_gets_fields_with_its_prefix(browser):
    given = {"prefix": "home", "home-postcode": "59390"}
    assert b'name="home-commune"' in browser.get("/reperes/communes/", given, headers={"HX-Request": "true"}).content
    wrong = browser.get("/reperes/communes/", {"prefix": '"><script>', "postcode": "59390"})
    assert b"<script>" not in wrong.content.replace(b"<script src", b"")


def test_trades_by_words(browser):
    assert "Boulanger" in browser.get("/reperes/metiers/?q=boulang").text
    assert browser.get("/reperes/metiers/?q=%00").status_code == 200


def test_signed_out_one_is_sent_to_sign_in():
    assert Client().get("/reperes/communes/?postcode=59100").status_code == 302


def test_a_machine_is_slowed_down(browser, monkeypatch):
    monkeypatch.setattr(pace, "PER_MINUTE", 3)
    statuses = [browser.get("/reperes/communes/?postcode=59100").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
