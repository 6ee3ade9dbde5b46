"""When something goes wrong, a sentence and a way forward, whatever is broken."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.template import loader
from django.test import Client, RequestFactory
from django.utils import translation

from portal.web import errors


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "Nous n’avons pas compris"),
        (errors.forbidden, 403, "ne vous est pas ouverte"),
        (errors.csrf_failure, 403, "restée ouverte trop longtemps"),
        (errors.not_found, 404, "n’existe pas"),
        (errors.server_error, 500, "de notre côté"),
    ],
)
def test_every_error_page_says_what_to_do_next(view: Any, status: int, words: str, rf: RequestFactory) -> None:
    with translation.override("fr"):
        response = view(rf.get("/"))
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "39 49" in page


def test_the_server_error_page_needs_no_database_and_no_context(settings: Any, rf: RequestFactory) -> None:
    """No ``db`` fixture here: a query would fail. Sabotaged: the same context processor breaks an ordinary page."""
    broken = deepcopy(settings.TEMPLATES)
    broken[0]["OPTIONS"]["context_processors"] = ["portal.web.no_such.processor"]
    settings.TEMPLATES = broken
    with pytest.raises(ModuleNotFoundError):
        errors.not_found(rf.get("/"))
    page = errors.server_error(rf.get("/")).content.decode()
    assert "site-header" in page  # the real page, not the last words


def test_the_last_words_remain_when_no_template_can_be_read(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    def broken(name: str) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(loader, "get_template", broken)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "39&nbsp;49" in response.content.decode()


def test_a_form_without_its_token_is_answered_by_our_page(db: None) -> None:
    response = Client(enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE="fr").post("/langue/", {"language": "en"})
    assert response.status_code == 403
    assert "rien n’a été envoyé" in response.content.decode()
