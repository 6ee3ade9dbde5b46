"""Each guard of ``tests/guards.py`` is broken on purpose, and seen red."""

from __future__ import annotations

import socket
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.test import Client

from portal.accounts.models import FailedSignIn, User
from tests.guards import forms_without_token, outside

red = pytest.raises(pytest.fail.Exception)


def test_an_undefined_template_variable_fails(rf):
    page = engines["django"].from_string("{{ misspelt }}")
    with red:
        page.render({"user": AnonymousUser()}, rf.get("/"))


def test_a_defined_one_does_not():
    assert Template("{{ spelt }}").render(Context({"spelt": "oui"})) == "oui"


@pytest.mark.django_db
def test_a_slice_in_no_order_fails():
    with red:
        User.objects.all()[:3]
    with red:
        User.objects.all()[0]


@pytest.mark.django_db
def test_an_ordered_slice_does_not():
    assert list(User.objects.order_by("pk")[:3]) == []


@pytest.mark.django_db
def test_an_instant_without_its_zone_fails():
    with pytest.raises(RuntimeWarning, match="naive"):
        FailedSignIn.objects.create(at=datetime(2026, 11, 29, 10), account_key="a", address_key="b")


@pytest.mark.parametrize("reach", ["connect", "connect_ex"])
def test_reaching_outside_the_machine_fails(reach):
    with socket.socket() as door, red:
        getattr(door, reach)(("192.0.2.1", 80))


def test_looking_up_a_name_of_the_internet_fails():
    with red:
        socket.getaddrinfo("example.org", 443)


def test_this_machine_may_be_reached():
    assert not any(map(outside, [("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 5432), "/run/postgres.sock"]))


@pytest.mark.django_db
def test_a_form_without_its_token_fails(monkeypatch):
    bare = HttpResponse('<form method="post"><input name="iban"></form>')
    monkeypatch.setattr("portal.web.views.render", lambda *args, **kwargs: bare)
    with red:
        Client().get("/accessibilite/")


def test_only_posting_forms_need_a_token():
    assert forms_without_token('<form method="get"></form><form class="search"></form>') == []
    assert forms_without_token('<form METHOD=POST action="/x"><p></form>') == ['METHOD=POST action="/x"']
    assert forms_without_token('<form method="post"><input type="hidden" name="csrfmiddlewaretoken"></form>') == []
